/** A piece of a line: text, in bold, as code, or a link. */
export interface Piece {
  readonly kind: 'text' | 'strong' | 'code' | 'link';
  readonly text: string;
  /** Address of a link; empty for others. */
  readonly url: string;
}

/** A block of a message: lines of pieces, or code as it is. */
export type Block = { readonly code: string } | { readonly lines: readonly (readonly Piece[])[] };

const FENCED = /^```\n([^]*?)\n```$/;
const PIECE = /\*\*((?:\\[^]|[^*\\])+)\*\*|`([^`\n]+)`|\[((?:\\[^]|[^\]\\])+)\]\(<((?:\\[^]|[^>\\])*)>\)/g;

/** Reads the Markdown that the gateway writes for Gotify. Total: what is no markup of these kinds is text. */
export function blocksOf(markdown: string): readonly Block[] {
  return markdown.split(/\n\n(?=```\n)|(?<=\n```)\n\n/).flatMap((part) => {
    const code = FENCED.exec(part)?.[1];
    return code === undefined ? part.split('\n\n').map(paragraphOf) : [{ code }];
  });
}

function paragraphOf(text: string): Block {
  // A line ends with a backslash of its own: one that is not itself escaped.
  return { lines: text.split(/(?<=(?:^|[^\\])(?:\\\\)*)\\\n/).map(piecesOf) };
}

function piecesOf(line: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const text = (part: string): void => {
    if (part !== '') pieces.push({ kind: 'text', text: unescaped(part), url: '' });
  };
  let end = 0;
  for (const match of line.matchAll(PIECE)) {
    // A backslash makes a plain sign of what would begin a piece.
    if (/(?:^|[^\\])(?:\\\\)*\\$/.test(line.slice(end, match.index))) continue;
    text(line.slice(end, match.index));
    end = match.index + match[0].length;
    pieces.push(pieceOf(match));
  }
  text(line.slice(end));
  return pieces;
}

function pieceOf([, strong, code, label = '', url = '']: RegExpExecArray): Piece {
  if (strong !== undefined) return { kind: 'strong', text: unescaped(strong), url: '' };
  if (code !== undefined) return { kind: 'code', text: code, url: '' };
  return { kind: 'link', text: unescaped(label), url: unescaped(url) };
}

function unescaped(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
