import type { Position } from '../store/history-store.js';

/** Where a list goes on, as callers hand it back: opaque, free of secrets. */
export function cursorOf(next: Position | null): string | null {
  return next === null
    ? null
    : Buffer.from(`${next.at}${next.batchIndex ? `.${next.batchIndex}` : ''} ${next.id}`).toString(
        'base64url',
      );
}

/** Null for what is none. */
export function readCursor(text: string): Position | null {
  const parts = /^(\d{1,15})(?:\.(\d{1,6}))? (.{1,200})$/s.exec(Buffer.from(text, 'base64url').toString());
  return parts && { at: Number(parts[1]), batchIndex: Number(parts[2] ?? 0), id: parts[3]! };
}
