/** A piece of Discord's Markdown, as far as messages of the gateway use it. `at` is Unix ms. */
export type Piece =
  | { readonly kind: 'text' | 'code' | 'block'; readonly text: string }
  | { readonly kind: 'bold'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | { readonly kind: 'mention'; readonly text: string }
  | { readonly kind: 'time'; readonly at: number; readonly style: string };

/** Lines that stand together: quoted ones, or others. */
export interface Passage {
  readonly quoted: boolean;
  readonly pieces: readonly Piece[];
}

const TOKEN =
  /```(?:\w*\n)?([\s\S]*?)```|`([^`\n]+)`|\[((?:\\.|[^\]\\\n])+)\]\((https?:\/\/[^\s)]+)\)|<t:(-?\d{1,13})(?::([tTdDfFR]))?>|<(@&?\d+)>|\*\*((?:\\.|[^*\\])+)\*\*|\\([^A-Za-z0-9\s])/g;

/** Splits a text into passages: Discord quotes each line that begins with `> `. Total: what is no Markdown stays text. */
export function passagesOf(markdown: string): readonly Passage[] {
  const passages: { quoted: boolean; lines: string[] }[] = [];
  let inBlock = false;
  for (const line of markdown.split('\n')) {
    const quoted = !inBlock && line.startsWith('> ');
    if (line.split('```').length % 2 === 0) inBlock = !inBlock;
    const last = passages.at(-1);
    const text = quoted ? line.slice(2) : line;
    if (last && last.quoted === quoted) last.lines.push(text);
    else passages.push({ quoted, lines: [text] });
  }
  return passages.map(({ quoted, lines }) => ({ quoted, pieces: piecesOf(lines.join('\n')) }));
}

/** Splits text into pieces. Total: what is no Markdown stays text. */
export function piecesOf(markdown: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of markdown.matchAll(TOKEN)) {
    append(pieces, markdown.slice(end, match.index));
    end = match.index + match[0].length;
    const piece = pieceOf(match);
    if (piece.kind === 'text') append(pieces, piece.text);
    else pieces.push(piece);
  }
  append(pieces, markdown.slice(end));
  return pieces;
}

function pieceOf(match: RegExpMatchArray): Piece {
  const [, block, code, label, url, time, style = 'f', mention, bold, escaped = ''] = match;
  if (block !== undefined) return { kind: 'block', text: block.replace(/\n$/, '') };
  if (code !== undefined) return { kind: 'code', text: code };
  if (label !== undefined && url !== undefined) return { kind: 'link', text: unescaped(label), url };
  if (time !== undefined) return { kind: 'time', at: Number(time) * 1000, style };
  if (mention !== undefined) return { kind: 'mention', text: mention };
  return bold === undefined ? { kind: 'text', text: escaped } : { kind: 'bold', pieces: piecesOf(bold) };
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
