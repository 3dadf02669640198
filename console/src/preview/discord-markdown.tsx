import type { ReactElement } from 'react';
import { exact } from '../parts/format.ts';

/** What Discord's Markdown means, as far as messages of the gateway use it. */
export type Piece =
  | { readonly kind: 'text' | 'code' | 'block'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | { readonly kind: 'time'; readonly at: number; readonly style: string };

const TOKEN =
  /```(?:\w*\n)?([\s\S]*?)```|`([^`\n]+)`|\[((?:\\.|[^\]\\\n])+)\]\((https?:\/\/[^\s)]+)\)|<t:(-?\d{1,13})(?::([tTdDfFR]))?>|\\([^\w\s])/g;

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
  return text.replace(/\\([^\w\s])/g, '$1');
}

export function Markdown({ text }: { readonly text: string }): ReactElement {
  return (
    <>
      {piecesOf(text).map((piece, index) => (
        <Shown key={index} piece={piece} />
      ))}
    </>
  );
}

function Shown({ piece }: { readonly piece: Piece }): ReactElement {
  switch (piece.kind) {
    case 'code':
      return <code className="discord-code">{piece.text}</code>;
    case 'block':
      return <pre className="discord-block">{piece.text}</pre>;
    case 'link':
      return (
        <a href={piece.url} target="_blank" rel="noreferrer">
          {piece.text}
        </a>
      );
    case 'time':
      return <span className="discord-time">{timeText(piece.at, piece.style)}</span>;
    default:
      return <span style={{ whiteSpace: 'pre-wrap' }}>{piece.text}</span>;
  }
}

function timeText(at: number, style: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  if (style === 'R') return coarse(at - Date.now());
  return style === 'f'
    ? date.toLocaleString(undefined, { dateStyle: 'long', timeStyle: 'short' })
    : exact(date.toISOString());
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** A distance in ms as Discord says it: in its largest unit. */
function coarse(distance: number): string {
  const [unit, ms] = UNITS.find(([, size]) => Math.abs(distance) >= size) ?? ['second', 1_000];
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.trunc(distance / ms), unit);
}
