const OVERRIDES = /[\u202A-\u202E\u2066-\u2069]/;
const CONTROLS = /(?![\n\t])\p{Cc}/u;

/** The texts of a message with the names of their properties, wherever they stand; those of a list have the list's name. */
export function textsOf(value: unknown, name = ''): [name: string, text: string][] {
  if (typeof value === 'string') return [[name, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, Array.isArray(value) ? name : key));
}

/** Texts with lone surrogates, control characters or characters that reorder text. */
export function brokenTexts(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => !text.isWellFormed() || OVERRIDES.test(text) || CONTROLS.test(text));
}
