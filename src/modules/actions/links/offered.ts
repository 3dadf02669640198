import {
  BUILT_IN_ACTIONS,
  type ActionConfirm,
  type ActionLink,
  type BuiltInAction,
  type JobAction,
} from '../../model/action.js';
import type { GatewayEvent } from '../../model/event.js';
import { matchesPattern } from '../../model/event-pattern.js';
import { jobIdOfData } from '../../model/job-id.js';

/** The facts that decide which actions a message offers. */
interface Offer {
  readonly event: Pick<GatewayEvent, 'type' | 'data'>;
  /** Names that the endpoint shows; null: all. */
  readonly shown: readonly string[] | null;
  readonly declared: readonly JobAction[];
  /** Confirmation that pressing takes where an action names none. */
  readonly confirm: ActionConfirm;
}

/** An action of a message, before it has a link. */
export type OfferedAction = Omit<ActionLink, 'url'>;

/** Chooses the actions of a message: built-in ones for system events, declared ones for events of jobs. */
export function offered({ event, shown, declared, confirm }: Offer): readonly OfferedAction[] {
  const { type } = event;
  const isShown = (name: string): boolean => shown === null || shown.includes(name);
  const builtIn = (BUILT_IN_ACTIONS as readonly BuiltInAction[])
    .filter(({ on, group }) => on.includes(type) && isShown(group))
    .map(({ name, group, label }) => ({
      name,
      label,
      style: 'default' as const,
      // Muting stands last: readers should be led to every other action first.
      place: group === 'mute' ? ('last' as const) : ('first' as const),
      byLink: confirm === 'link',
    }));
  const listed = declared.filter(({ name, on }) => isShown(name) && matchesAny(on, type));
  // The data is parsed only where an action of jobs may be offered.
  const ofJob = listed.length > 0 && jobIdOfData(event) !== null ? listed : [];
  return [
    ...ofJob.map(({ name, label, style, confirm: own }) => ({
      name,
      label,
      style,
      place: 'first' as const,
      byLink: (own ?? confirm) === 'link',
    })),
    ...builtIn,
  ];
}

function matchesAny(patterns: readonly string[], type: string): boolean {
  return patterns.some((pattern) => matchesPattern(pattern, type));
}
