/** Differences of a platform's Markdown. */
export interface Dialect {
  /** The sign on both sides of what is emphasised. */
  readonly strong: '**' | '*';
  /** Spelling of a sign that is none of markup: after a backslash, or by its number as an entity of HTML. */
  readonly escapes: 'backslash' | 'entities';
  /** True: links are read in the form `<address|label>`, too. */
  readonly angledLinks?: true;
}

/** A piece of a line. `at` is Unix ms. */
export type Piece =
  | { readonly kind: 'text' | 'strong' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | { readonly kind: 'time'; readonly at: number };

/** A block of a message: code as it is, or lines of pieces; quoted lines stand in a box of their own. */
export type Block =
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'lines' | 'quote'; readonly lines: readonly (readonly Piece[])[] };

const FENCE = /(^|\n)```(?:\w*)\n([^]*?)\n```(?=\n|$)/;
const LINK = String.raw`\[((?:\\[^]|[^\]\\])+)\]\((https?:\/\/(?:[^\s()]|\([^\s()]*\))*)\)`;
const ANGLED = String.raw`<(https?:\/\/[^\s|>]+)\|([^>\n]+)>`;
const TIME = String.raw`<(?:time:([\dTZ:.+-]+)|t:(\d{1,12})(?::[tTdDfFR])?)>`;
const STRONG = {
  '**': String.raw`\*\*((?:\\[^]|[^*\\])+)\*\*`,
  '*': String.raw`\*([^*\n]+)\*`,
} as const;

/** Reads the Markdown that the gateway writes. Total: what is no markup of these kinds is text. */
export function blocksOf(markdown: string, dialect: Dialect): readonly Block[] {
  const fenced = FENCE.exec(markdown);
  if (!fenced) return passagesOf(markdown, dialect);
  return [
    ...passagesOf(markdown.slice(0, fenced.index), dialect),
    { kind: 'code', text: fenced[2] ?? '' },
    ...blocksOf(markdown.slice(fenced.index + fenced[0].length), dialect),
  ];
}

function passagesOf(text: string, dialect: Dialect): readonly Block[] {
  const blocks: { kind: 'lines' | 'quote'; lines: (readonly Piece[])[] }[] = [];
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const kind = line.startsWith('> ') ? 'quote' : 'lines';
    const pieces = piecesOf(kind === 'quote' ? line.slice(2) : line, dialect);
    const last = blocks.at(-1);
    if (last?.kind === kind) last.lines.push(pieces);
    else blocks.push({ kind, lines: [pieces] });
  }
  return blocks;
}

/** Splits a line into pieces. Total: what is no markup is text. */
export function piecesOf(line: string, { strong, escapes, angledLinks }: Dialect): readonly Piece[] {
  const plain = escapes === 'entities' ? fromEntities : fromBackslashes;
  const pieces: Piece[] = [];
  const add = (part: string): void => {
    if (part !== '') pieces.push({ kind: 'text', text: plain(part) });
  };
  let end = 0;
  const marks = `${STRONG[strong]}|\`([^\`\\n]+)\`|${LINK}|${TIME}${angledLinks ? `|${ANGLED}` : ''}`;
  for (const match of line.matchAll(new RegExp(marks, 'g'))) {
    const before = line.slice(end, match.index);
    // A backslash makes a plain sign of what would begin a piece.
    if (escapes === 'backslash' && /(?:^|[^\\])(?:\\\\)*\\$/.test(before)) continue;
    add(before);
    end = match.index + match[0].length;
    const [, bold, code, label, url, iso, unix, address, name] = match;
    if (bold !== undefined) pieces.push({ kind: 'strong', text: plain(bold) });
    else if (code !== undefined) pieces.push({ kind: 'code', text: code });
    else if (label !== undefined) pieces.push({ kind: 'link', text: plain(label), url: url ?? '' });
    else if (address !== undefined) pieces.push({ kind: 'link', text: name ?? '', url: address });
    else pieces.push({ kind: 'time', at: iso === undefined ? Number(unix) * 1000 : Date.parse(iso) });
  }
  add(line.slice(end));
  return pieces;
}

function fromBackslashes(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

function fromEntities(text: string): string {
  return text.replace(/&#(\d{1,5});/g, (_, code: string) => String.fromCharCode(Number(code)));
}
