import type { OptionConflict } from './adapter.js';
import type { ButtonRights } from './presses.js';

/** The options of adapters whose buttons are pressed in the chat. */
export interface NativeButtonOptions {
  /** Whether actions are buttons that are pressed in the chat; false by default: they are links. */
  readonly nativeButtons?: boolean;
  /** Ids of the people who may press, separated by commas. */
  readonly buttonUsers?: string;
}

/** Reads who may press the buttons of an endpoint; null where its actions are links. */
export function buttonRights({
  nativeButtons = false,
  buttonUsers,
}: NativeButtonOptions): ButtonRights | null {
  return nativeButtons ? { users: buttonUsers?.split(',').map((id) => id.trim()) ?? null } : null;
}

/** Finds people who are named though there are no buttons to press. */
export function buttonUserConflicts(options: NativeButtonOptions): readonly OptionConflict[] {
  return options.buttonUsers !== undefined && options.nativeButtons !== true
    ? [{ option: 'buttonUsers', message: 'buttonUsers needs nativeButtons: true' }]
    : [];
}
