/** A stretch of a text that is drawn in its own way. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly kind: 'output' | 'tag' | 'fault' | 'warning';
}

/** A piece of a text with all that is drawn at it. */
export interface Piece {
  readonly text: string;
  readonly kinds: readonly Mark['kind'][];
  /** True for the empty piece at the caret. */
  readonly caret: boolean;
}

/** An output or a tag; what is not closed ends where the next one begins, so that no character is read for each of them. */
const SYNTAX = /\{\{(?:(?!\{[{%])[\s\S])*?\}\}|\{%(?:(?!\{[{%])[\s\S])*?%\}/g;

/** Marks the outputs and tags of a template. */
export function syntaxMarks(text: string): readonly Mark[] {
  return [...text.matchAll(SYNTAX)].map(({ 0: found, index }) => ({
    from: index,
    to: index + found.length,
    kind: found.startsWith('{%') ? 'tag' : 'output',
  }));
}

/** Finds the offset of a line and column, both from 1. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let n = 1; n < line; n++) {
    const next = text.indexOf('\n', start);
    if (next === -1) break;
    start = next + 1;
  }
  return Math.min(start + column - 1, text.length);
}

/** Finds line and column of an offset, both from 1. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** Finds the stretch of a fault that begins at an offset: its word, or the rest of its output or tag. */
export function faultSpan(text: string, offset: number): { readonly from: number; readonly to: number } {
  const word = /^(?:\{\{|\{%)?-?\s*[\w.[\]"'-]+/.exec(text.slice(offset))?.[0].length ?? 0;
  const to = Math.min(offset + Math.max(word, 1), text.length);
  // Behind the last character there is nothing to underline, so the mark takes the last one.
  return to > offset ? { from: offset, to } : { from: Math.max(0, text.length - 1), to: text.length };
}

/** Cuts a text at the ends of its marks. @param caret offset of the caret; null: no piece for it */
export function piecesOf(text: string, marks: readonly Mark[], caret: number | null): readonly Piece[] {
  const ends = marks.flatMap(({ from, to }) => [from, to]);
  const cuts = [...new Set([0, text.length, ...ends, ...(caret === null ? [] : [caret])])]
    .filter((at) => at >= 0 && at <= text.length)
    .toSorted((a, b) => a - b);
  const waiting = marks.toSorted((a, b) => a.from - b.from);
  let [started, open] = [0, [] as readonly Mark[]];
  const pieces = cuts.flatMap((from, index): Piece[] => {
    const before = started;
    while (started < waiting.length && waiting[started]!.from <= from) started += 1;
    open = [...open, ...waiting.slice(before, started)].filter(({ to }) => to > from);
    const here: Piece[] = from === caret ? [{ text: '', kinds: [], caret: true }] : [];
    const to = cuts[index + 1];
    if (to === undefined) return here;
    const kinds = [...new Set(open.map(({ kind }) => kind))];
    return [...here, { text: text.slice(from, to), kinds, caret: false }];
  });
  return pieces.filter(({ text: piece, caret: isCaret }) => piece !== '' || isCaret);
}

/** Parts pieces into lines. */
export function linesOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const lines: Piece[][] = [[]];
  for (const piece of pieces) {
    for (const [index, text] of piece.text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (text !== '' || piece.caret) lines.at(-1)!.push({ ...piece, text });
    }
  }
  return lines;
}
