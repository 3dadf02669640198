/** Ends every text that was cut. One UTF-16 unit, three bytes of UTF-8. */
export const ELLIPSIS = '…';

/**
 * Turns plain text into a platform's markup. Must work character by character (`escape(a + b)` is
 * `escape(a) + escape(b)`), for that is what lets {@link fit} cut between two escaped characters.
 */
export type Escape = (text: string) => string;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const utf8 = new TextEncoder();
const asIs: Escape = (text) => text;

/**
 * Cuts a text to at most `units` UTF-16 units, between two graphemes. Only the head is ever looked
 * at, so a text of a megabyte costs no more than its first `units`.
 */
export function cut(text: string, units: number): string {
  if (text.length <= units) return text;
  if (units <= 0) return '';
  // The unit after the cut decides whether a grapheme goes on; it may be the first half of a surrogate pair.
  const head = text.slice(0, units + 2);
  return head.slice(0, graphemes.segment(head).containing(units)?.index ?? 0);
}

/**
 * Escapes a text and cuts it to `max` UTF-16 units, ending in an ellipsis when it had to be cut. The cut never
 * falls inside an entity, an escape sequence or a grapheme.
 */
export function fit(text: string, max: number, escape: Escape = asIs): string {
  if (text.length <= max) {
    const whole = escape(text);
    if (whole.length <= max) return whole;
  }
  if (max < ELLIPSIS.length) return '';
  const kept = cut(text, unitsWithin(text, max - ELLIPSIS.length, escape));
  return escape(kept.trimEnd()) + ELLIPSIS;
}

/** Counts how many units of a text may be kept so that their escaped form has at most `max` units. */
function unitsWithin(text: string, max: number, escape: Escape): number {
  let room = max;
  let units = 0;
  while (units < text.length) {
    room -= escape(text.charAt(units)).length;
    if (room < 0) break;
    units += 1;
  }
  return units;
}

/** Measures a text in bytes of UTF-8. */
export function bytesOf(text: string): number {
  return utf8.encode(text).length;
}

/** Measures a message in bytes of its JSON. */
export function jsonBytesOf(message: object): number {
  return bytesOf(JSON.stringify(message));
}

/** Cuts as {@link fit} does without escaping, for targets that count bytes of UTF-8. */
export function fitBytes(text: string, maxBytes: number): string {
  const buffer = new Uint8Array(maxBytes);
  if (utf8.encodeInto(text, buffer).read === text.length) return text;
  const room = maxBytes - bytesOf(ELLIPSIS);
  if (room < 0) return '';
  return cut(text, utf8.encodeInto(text, buffer.subarray(0, room)).read).trimEnd() + ELLIPSIS;
}

/**
 * Keeps to a budget over a sum: builds a message by the roomiest layout whose size is within `max`, else by the last one,
 * which must be small enough for any content.
 */
export function firstWithin<Layout, Message>(
  layouts: readonly [Layout, ...Layout[]],
  build: (layout: Layout) => Message,
  size: (message: Message) => number,
  max: number,
): Message {
  const [roomiest, ...tighter] = layouts;
  let message = build(roomiest);
  for (const layout of tighter) {
    if (size(message) <= max) break;
    message = build(layout);
  }
  return message;
}
