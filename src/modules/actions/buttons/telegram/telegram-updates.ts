import { isObject, type PlainObject } from '../../../../adapters/plain-value.js';
import type { HeardPress } from '../../press/button-presses.service.js';

/** One update of a bot. */
export interface TelegramUpdate {
  /** Whole number that grows; naming a larger one acknowledges it. */
  readonly id: number;
  /** The press; null where the update tells of something else. */
  readonly press: TelegramPress | null;
}

export interface TelegramPress extends Omit<HeardPress, 'source'> {
  /** Id by which the press is answered. */
  readonly queryId: string;
}

/** Longest id of a press that counts, characters: Telegram's have up to 20 digits. */
const QUERY_ID_MAX = 60;
/** Longest data of a button, characters. */
const DATA_MAX = 64;

/** Reads the updates of an answer in order, each once. Total: what has no id, or an absurd one, is left out. */
export function updatesOf(result: unknown): readonly TelegramUpdate[] {
  if (!Array.isArray(result)) return [];
  const read = result.flatMap((update: unknown) => {
    const id = isObject(update) ? update['update_id'] : null;
    if (!isObject(update) || !isWhole(id) || id < 0) return [];
    return [{ id, press: pressOf(update['callback_query']) }];
  });
  const byId = new Map(read.map((update) => [update.id, update]));
  return [...byId.values()].sort((one, other) => one.id - other.id);
}

function pressOf(query: unknown): TelegramPress | null {
  if (!isObject(query)) return null;
  const { id: queryId, data, from, message } = query;
  if (typeof queryId !== 'string' || queryId === '' || queryId.length > QUERY_ID_MAX) return null;
  const chat = isObject(message) ? message['chat'] : null;
  const text = typeof data === 'string' && data.length <= DATA_MAX ? data : '';
  if (!isObject(chat) || !isWhole(chat['id']) || !isObject(from) || !isWhole(from['id'])) return null;
  return {
    queryId,
    pressId: queryId,
    reference: text,
    chat: { id: String(chat['id']), name: textOf(chat['username']) },
    user: { id: String(from['id']), name: nameOf(from) },
  };
}

/** Names a person as Telegram shows them: by first and last name, else by the user name. */
function nameOf(from: PlainObject): string {
  const names = ['first_name', 'last_name'].flatMap((part) => textOf(from[part]) ?? []);
  return names.join(' ').trim() || (textOf(from['username']) ?? '');
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, 200) : null;
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
