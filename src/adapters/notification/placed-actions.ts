import type { Detail } from '../../modules/model/message-options.js';
import { isEmpty, NO_QUIET_LINE, type QuietLine } from './quiet-line.js';
import type { Action } from './texts.js';

/** The parts of a message that decide on the places of actions. */
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

/** Most actions of one row on a phone: with whole labels, and with short ones. */
export const ROW = { whole: 2, most: 3 } as const;

/**
 * Finds the place of each action where links stand for buttons. A compact message that says why saves a line: where the way to its job is
 * all that it offers, that way is a link of the quiet line instead of a row of its own.
 */
export function placedActions({ detail, cause, actions, quiet }: RowMessage): PlacedActions {
  const [only, ...more] = actions;
  const isOneWay = only?.style === 'default' && only.button === undefined && more.length === 0;
  const fits = detail === 'compact' && cause !== '' && !isEmpty(quiet);
  return isOneWay && fits ? { row: [], quiet: [shortly(only)] } : { row: actions, quiet: [] };
}

/** A platform's rules for the row of actions of a message. */
export interface Row {
  /** Actions that make a row: 1 where they are buttons, 2 where they are links. */
  readonly least: number;
  /** Tells whether the platform makes a button or a link of an address. */
  readonly takes: (url: string) => boolean;
}

/**
 * Makes the row of a platform that takes every address of at most `max` UTF-16 units.
 *
 * @param written the address as the platform's messages have it
 */
export function rowWithin(least: number, max: number, written = (url: string): string => url): Row {
  return { least, takes: (url) => written(url).length <= max };
}

/** The row of a platform that makes a link of every address. */
export const LINKS: Row = rowWithin(2, Infinity);

/**
 * Gives a compact message that says why one row of actions in the place of its quiet line, whose id leads to what a button leads to.
 * Without enough actions that the platform takes, the quiet line stays.
 */
export function withRow<Message extends RowMessage>(notification: Message, { least, takes }: Row): Message {
  const { detail, cause } = notification;
  if (detail !== 'compact' || cause === '') return notification;
  const taken = (actions: readonly Action[]): readonly Action[] =>
    actions.filter(({ url, button }) => button !== undefined || takes(url));
  if (taken(notification.actions).length < least) return notification;
  const row = taken(allActions(notification)).slice(0, ROW.most);
  return {
    ...notification,
    actions: row.length > ROW.whole ? row.map(shortly) : row,
    quiet: NO_QUIET_LINE,
  };
}

/** Names the place alone, so that the line is one line on a phone: `Open job` → `Job`. */
export function shortly(action: Action): Action {
  const [, first = '', rest = ''] = /^Open (.)(.*)$/su.exec(action.label) ?? [];
  return first === '' ? action : { ...action, label: first.toUpperCase() + rest };
}
