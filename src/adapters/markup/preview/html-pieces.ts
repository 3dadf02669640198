/** A piece of a message: text, or an element with pieces of its own. */
export type Piece =
  string | { readonly tag: string; readonly attributes: string; readonly pieces: readonly Piece[] };

interface Open {
  readonly tag: string;
  readonly attributes: string;
  readonly pieces: Piece[];
}

/**
 * Makes a reader of the HTML of messages, as far as the gateway writes it. It is total: what is none of these tags is text, and a tag
 * that closes nothing is left out.
 *
 * @param tags names of the elements that the platform reads; `br` has no end
 */
export function htmlReader(tags: readonly string[]): (html: string) => readonly Piece[] {
  const token = new RegExp(`<(/?)(${tags.join('|')})((?: [a-z-]+="[^"<>]*")*)>`, 'g');
  return (html) => {
    const root: Open = { tag: '', attributes: '', pieces: [] };
    const stack: Open[] = [root];
    const top = (): Open => stack.at(-1) ?? root;
    const addText = (text: string): void => {
      if (text !== '') top().pieces.push(decoded(text));
    };
    let end = 0;
    for (const match of html.matchAll(token)) {
      const [whole, slash, tag = '', attributes = ''] = match;
      addText(html.slice(end, match.index));
      end = match.index + whole.length;
      if (slash) {
        if (stack.length > 1 && top().tag === tag) stack.pop();
        continue;
      }
      const element: Open = { tag, attributes, pieces: [] };
      top().pieces.push(element);
      if (tag !== 'br') stack.push(element);
    }
    addText(html.slice(end));
    return root.pieces;
  };
}

/** Reads an attribute of an element; empty where it has none of that name. */
export function attributeOf(attributes: string, name: string): string {
  return decoded(new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1] ?? '');
}

/** Reads the entities that the gateway writes. */
export function decoded(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
