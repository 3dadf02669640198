const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Writes the signs that a pattern finds as the entities of HTML. @param signs global, of `&`, `<`, `>`, `"` and `'` */
export function withEntities(text: string, signs: RegExp): string {
  return text.replace(signs, (sign) => ENTITIES[sign] as string);
}
