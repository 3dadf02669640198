const TIME = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** Reads ISO 8601 as Unix ms, in UTC where the text names no offset; null for any other text. */
export function readTime(text: string): number | null {
  if (!TIME.test(text)) return null;
  const zoned = text.length <= 10 || /(Z|[+-]\d\d:?\d\d)$/i.test(text.slice(10)) ? text : `${text}Z`;
  const at = Date.parse(zoned);
  return Number.isNaN(at) || at < 0 ? null : at;
}
