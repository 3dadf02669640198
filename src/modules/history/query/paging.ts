import type { PageRequest, Position } from '../../store/history-store.js';
import type { QueryReader } from './query-reader.js';

export const PAGE_SIZE_DEFAULT = 50;
export const PAGE_SIZE_MAX = 200;

/** Query parameters of every list. */
export const PAGE_FIELDS = ['limit', 'cursor'] as const;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of a delivery or operation in the spelling of the store; null for a text that is no UUID. */
export function uuidOf(text: string): string | null {
  return UUID.test(text) ? text.toLowerCase() : null;
}

/** The cursor of the next page, opaque to callers and free of secrets; null after the last page. */
export function cursorOf(next: Position | null): string | null {
  if (next === null) return null;
  const batchIndex = next.batchIndex ? `.${next.batchIndex}` : '';
  return Buffer.from(`${next.at}${batchIndex} ${next.id}`).toString('base64url');
}

/**
 * Reads `limit` and `cursor`.
 *
 * @param ids the form of the ids that order the list: a cursor with any other is a fault
 */
export function pageRequest(query: QueryReader, ids: 'uuid' | 'text'): PageRequest {
  const limit = query.integer('limit', 1, PAGE_SIZE_MAX) ?? PAGE_SIZE_DEFAULT;
  const read = (text: string): Position | null => {
    const position = positionOf(text);
    return position && (ids === 'text' || uuidOf(position.id)) ? position : null;
  };
  return { limit, after: query.read('cursor', read, 'what next_cursor of the page before said') };
}

/** The position that a cursor names; null for a text that {@link cursorOf} never makes. */
function positionOf(cursor: string): Position | null {
  const parts = /^(\d{1,15})(?:\.(\d{1,6}))? (.{1,200})$/s.exec(Buffer.from(cursor, 'base64url').toString());
  return parts && { at: Number(parts[1]), batchIndex: Number(parts[2] ?? 0), id: parts[3]! };
}
