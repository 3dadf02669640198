import type { Detail } from '../../modules/model/message-options.js';
import { NO_QUIET_LINE, type QuietLine } from './quiet-line.js';
import type { Action } from './texts.js';

/** What decides on the places of actions. */
export interface RowMessage {
  readonly detail: Detail;
  readonly cause: string;
  readonly actions: readonly Action[];
  readonly quiet: QuietLine;
}

/** Actions of a message, parted into the row of buttons and those that its quiet line begins with. */
interface PlacedActions {
  readonly row: readonly Action[];
  readonly quiet: readonly Action[];
}

/** Lists all actions, with the way that the quiet line has, for platforms that make no link of the id. */
export function allActions({
  actions,
  quiet: { link },
}: Pick<RowMessage, 'actions' | 'quiet'>): readonly Action[] {
  if (link === null) return actions;
  return [...actions, { label: `Open ${link.label.toLowerCase()}`, url: link.url, style: 'default' }];
}

/** Most actions of one row on a phone with whole labels, and in all. */
const [WHOLE, MOST] = [2, 3] as const;

/**
 * Finds the place of each action where links stand for buttons. A compact message that says why saves a line: where the way to its job is
 * all that it offers, that way is a link of the quiet line instead of a row of its own.
 */
export function placedActions({ detail, cause, actions, quiet }: RowMessage): PlacedActions {
  const [only, ...more] = actions;
  const isOneWay = only?.style === 'default' && only.button === undefined && more.length === 0;
  const fits = detail === 'compact' && cause !== '' && (quiet.id !== '' || quiet.times.length > 0);
  return isOneWay && fits ? { row: [], quiet: [shortly(only)] } : { row: actions, quiet: [] };
}

/**
 * Gives a compact message that says why one row of actions in the place of its quiet line, whose id leads to what a button leads to;
 * chats show the time of every message.
 *
 * @param least actions that make a row: 1 where they are buttons
 */
export function withRow<Message extends RowMessage>(notification: Message, least: 1 | 2): Message {
  const { detail, cause, actions } = notification;
  if (detail !== 'compact' || cause === '' || actions.length < least) return notification;
  const row = allActions(notification).slice(0, MOST);
  return { ...notification, actions: row.length > WHOLE ? row.map(shortly) : row, quiet: NO_QUIET_LINE };
}

/** Names the place alone, so that the line is one line on a phone: `Open job` → `Job`. */
function shortly(action: Action): Action {
  const [, first = '', rest = ''] = /^Open (.)(.*)$/su.exec(action.label) ?? [];
  return first === '' ? action : { ...action, label: first.toUpperCase() + rest };
}
