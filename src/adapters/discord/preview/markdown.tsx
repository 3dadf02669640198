import type { ReactElement } from 'react';
import { piecesOf, type Piece } from './pieces.ts';

/** A text of a Discord message with the Markdown that the gateway uses in it. */
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
  return date.toLocaleString(undefined, { dateStyle: 'long', timeStyle: style === 'f' ? 'short' : 'medium' });
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** A distance in ms as Discord words it: in its largest unit. */
function coarse(distance: number): string {
  const [unit, ms] = UNITS.find(([, size]) => Math.abs(distance) >= size) ?? ['second', 1_000];
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.trunc(distance / ms), unit);
}
