import type { Notification } from './notification.js';
import type { Action } from './texts.js';

/** Actions of a message, parted into the row of buttons and those that its quiet line begins with. */
interface PlacedActions {
  readonly row: readonly Action[];
  readonly quiet: readonly Action[];
}

/**
 * Finds the place of each action. A compact message that says why saves a line: where the way to its job is all that it offers, that way
 * is a link of the quiet line instead of a row of its own.
 */
export function placedActions({
  detail,
  cause,
  actions,
  quiet,
}: Pick<Notification, 'detail' | 'cause' | 'actions' | 'quiet'>): PlacedActions {
  const [only, ...more] = actions;
  const isOneWay = only?.style === 'default' && only.button === undefined && more.length === 0;
  const fits = detail === 'compact' && cause !== '' && (quiet.id !== '' || quiet.times.length > 0);
  return isOneWay && fits ? { row: [], quiet: [shortly(only)] } : { row: actions, quiet: [] };
}

/** Names the place alone, so that the line is one line on a phone: `Open job` → `Job`. */
function shortly(action: Action): Action {
  const [, first = '', rest = ''] = /^Open (.)(.*)$/su.exec(action.label) ?? [];
  return first === '' ? action : { ...action, label: first.toUpperCase() + rest };
}
