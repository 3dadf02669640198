/** A piece of Discord's Markdown, as far as messages of the gateway use it. `at` is Unix ms. */
export type Piece =
  | { readonly kind: 'text' | 'code' | 'block'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | { readonly kind: 'time'; readonly at: number; readonly style: string };

const TOKEN =
  /```(?:\w*\n)?([\s\S]*?)```|`([^`\n]+)`|\[((?:\\.|[^\]\\\n])+)\]\((https?:\/\/[^\s)]+)\)|<t:(-?\d{1,13})(?::([tTdDfFR]))?>|\\([^A-Za-z0-9\s])/g;

/** Splits text into pieces. Total: what is no Markdown stays text. */
export function piecesOf(markdown: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of markdown.matchAll(TOKEN)) {
    append(pieces, markdown.slice(end, match.index));
    end = match.index + match[0].length;
    const [, block, code, label, url, time, style = 'f', escaped] = match;
    if (block !== undefined) pieces.push({ kind: 'block', text: block.replace(/\n$/, '') });
    else if (code !== undefined) pieces.push({ kind: 'code', text: code });
    else if (label !== undefined && url !== undefined)
      pieces.push({ kind: 'link', text: unescaped(label), url });
    else if (time !== undefined) pieces.push({ kind: 'time', at: Number(time) * 1000, style });
    else append(pieces, escaped ?? '');
  }
  append(pieces, markdown.slice(end));
  return pieces;
}

function append(pieces: Piece[], text: string): void {
  const last = pieces.at(-1);
  if (text === '') return;
  if (last?.kind === 'text') pieces[pieces.length - 1] = { kind: 'text', text: last.text + text };
  else pieces.push({ kind: 'text', text });
}

function unescaped(text: string): string {
  return text.replace(/\\([^A-Za-z0-9\s])/g, '$1');
}
