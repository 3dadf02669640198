/** A piece of Slack's mrkdwn. `at` is Unix ms; `format` has the names of Slack's date formats in braces. */
export type Piece =
  | { readonly kind: 'text' | 'code' | 'block'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | { readonly kind: 'mention'; readonly text: string }
  | { readonly kind: 'date'; readonly at: number; readonly format: string; readonly fallback: string };

/** A line of mrkdwn, and whether it is quoted. */
export interface Line {
  readonly quoted: boolean;
  readonly pieces: readonly Piece[];
}

/**
 * A sign opens after the beginning, white space or punctuation and before no white space, and closes the other way round. A character of
 * no width is neither: signs between such characters stay as they are.
 */
const BEFORE = String.raw`(?<![^\s.,;:!?()[\]{}'"/·*_~-])`;
const AFTER = String.raw`(?![^\s.,;:!?()[\]{}'"/·*_~-])`;
const TOKEN = new RegExp(
  [
    String.raw`<(?<angle>[^<>\n]+)>`,
    '```(?<block>[^]*?)```',
    BEFORE + '`(?<code>[^`\\n]+)`' + AFTER,
    String.raw`${BEFORE}\*(?<bold>[^\s*\u200b](?:[^\n]*?[^\s\u200b])?)\*${AFTER}`,
    String.raw`${BEFORE}_(?<italic>[^\s_\u200b](?:[^\n]*?[^\s\u200b])?)_${AFTER}`,
    String.raw`${BEFORE}~(?<strike>[^\s~\u200b](?:[^\n]*?[^\s\u200b])?)~${AFTER}`,
  ].join('|'),
  'gu',
);

/** Splits mrkdwn into lines and pieces. Total: what is no markup stays text. */
export function linesOf(mrkdwn: string): readonly Line[] {
  return mrkdwn.split('\n').map((line) => {
    const quoted = /^(>|&gt;)/.test(line);
    return { quoted, pieces: piecesOf(quoted ? line.replace(/^(>|&gt;) ?/, '') : line) };
  });
}

/** Splits one line into pieces. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    append(pieces, text.slice(end, match.index));
    end = match.index + match[0].length;
    pieces.push(pieceOf(match.groups ?? {}));
  }
  append(pieces, text.slice(end));
  return pieces;
}

function pieceOf({ angle, block, code, bold, italic, strike }: Partial<Record<string, string>>): Piece {
  if (angle !== undefined) return angled(angle);
  if (block !== undefined) return { kind: 'block', text: entities(block.replace(/^\n|\n$/g, '')) };
  if (code !== undefined) return { kind: 'code', text: entities(code) };
  if (bold !== undefined) return { kind: 'bold', pieces: piecesOf(bold) };
  if (italic !== undefined) return { kind: 'italic', pieces: piecesOf(italic) };
  return { kind: 'strike', pieces: piecesOf(strike ?? '') };
}

/** Reads what stands between angle brackets: a date, a mention or a link. */
function angled(text: string): Piece {
  const [, at, format = '', fallback = ''] = /^!date\^(\d+)\^([^|^]+)(?:\^[^|]*)?\|(.*)$/.exec(text) ?? [];
  if (at !== undefined) return { kind: 'date', at: Number(at) * 1000, format, fallback: entities(fallback) };
  if (/^[!@#]/.test(text)) return { kind: 'mention', text: `@${text.replace(/^[!@#]+(subteam\^)?/, '')}` };
  const [url = '', label = url] = text.split('|');
  return { kind: 'link', url, text: entities(label) };
}

function append(pieces: Piece[], text: string): void {
  if (text !== '') pieces.push({ kind: 'text', text: entities(text) });
}

function entities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
