/** Kinds of codes that have names. */
export const NAME_KINDS = ['country', 'platform', 'genre', 'content_type'] as const;

export type NameKind = (typeof NAME_KINDS)[number];

/** Names by kind and by code, codes in lower case with single spaces: `{platform: {'rakuten tv': 'Rakuten TV'}}`. */
export type ValueNames = Readonly<Partial<Record<NameKind, Readonly<Record<string, string>>>>>;

export const NO_NAMES: ValueNames = {};

/** Writes a code in lower case with single spaces, so that its spellings are one: `Sci-Fi`, `sci_fi` → `sci fi`. */
export function codeOfName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
}
