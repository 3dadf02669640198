/** A piece of a message: text, or an element with pieces of its own. */
export type Piece =
  string | { readonly tag: string; readonly attributes: string; readonly pieces: readonly Piece[] };

interface Open {
  readonly tag: string;
  readonly attributes: string;
  readonly pieces: Piece[];
}

const TAG = /<(\/?)(strong|code|pre|a|br|span)((?: [a-z-]+="[^"<>]*")*)>/g;

/** Reads the HTML of messages as far as the gateway writes it. Total: what is no such tag is text. */
export function piecesOf(html: string): readonly Piece[] {
  const root: Open = { tag: '', attributes: '', pieces: [] };
  const stack: Open[] = [root];
  const top = (): Open => stack.at(-1) ?? root;
  let end = 0;
  for (const match of html.matchAll(TAG)) {
    const [whole, slash, tag = '', attributes = ''] = match;
    add(top().pieces, html.slice(end, match.index));
    end = match.index + whole.length;
    if (slash) {
      if (stack.length > 1 && top().tag === tag) stack.pop();
      continue;
    }
    const element: Open = { tag, attributes, pieces: [] };
    top().pieces.push(element);
    if (tag !== 'br') stack.push(element);
  }
  add(top().pieces, html.slice(end));
  return root.pieces;
}

function add(pieces: Piece[], html: string): void {
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
