const PARTS: readonly (readonly [string, Intl.DateTimeFormatOptions])[] = [
  ['w', { weekday: 'short' }],
  ['d', { dateStyle: 'short' }],
  ['D', { dateStyle: 'long' }],
  ['t', { timeStyle: 'short' }],
  ['T', { timeStyle: 'medium' }],
];

/** Writes a moment (`at`, Unix ms) by a format of Telegram's (`dt`), in the language and zone of the browser. */
export function timeText(at: number, format: string, fallback: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime()) || format === 'r') return fallback;
  const texts = PARTS.filter(([letter]) => format.includes(letter)).map(([, options]) =>
    date.toLocaleString(undefined, options),
  );
  return texts.join(', ') || fallback;
}
