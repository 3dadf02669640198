/** A piece of a message: text, or an element with what stands in it. */
export type Piece = string | { readonly tag: string; readonly attributes: string; readonly pieces: Piece[] };

const TOKEN = /<(\/?)([a-z-]+)([^<>]*)>/g;

/** Splits Telegram's HTML into pieces. Total: a tag that closes nothing is left out. */
export function piecesOf(html: string): readonly Piece[] {
  const root: Piece[] = [];
  const stack: { tag: string; pieces: Piece[] }[] = [{ tag: '', pieces: root }];
  const top = (): { tag: string; pieces: Piece[] } => stack.at(-1)!;
  let end = 0;
  for (const match of html.matchAll(TOKEN)) {
    const [whole, slash, tag = '', attributes = ''] = match;
    append(top().pieces, html.slice(end, match.index));
    end = match.index + whole.length;
    if (slash) {
      if (stack.length > 1 && top().tag === tag) stack.pop();
      continue;
    }
    const element = { tag, attributes, pieces: [] as Piece[] };
    top().pieces.push(element);
    stack.push(element);
  }
  append(top().pieces, html.slice(end));
  return root;
}

function append(pieces: Piece[], html: string): void {
  if (html !== '') pieces.push(decoded(html));
}

function decoded(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** Reads an attribute of an element; empty where it has none of that name. */
export function attributeOf(attributes: string, name: string): string {
  return decoded(new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1] ?? '');
}

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
