import type { ReactElement } from 'react';
import { passagesOf, type Piece } from './pieces.ts';

/** A text of a Discord message with the Markdown that the gateway uses in it. */
export function Markdown({ text }: { readonly text: string }): ReactElement {
  return (
    <>
      {passagesOf(text).map(({ quoted, pieces }, index) => (
        <div key={index} className={quoted ? 'discord-quote' : 'discord-passage'}>
          <Pieces pieces={pieces} />
        </div>
      ))}
    </>
  );
}

function Pieces({ pieces }: { readonly pieces: readonly Piece[] }): ReactElement {
  return (
    <>
      {pieces.map((piece, index) => (
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
    case 'bold':
      return (
        <strong>
          <Pieces pieces={piece.pieces} />
        </strong>
      );
    case 'link':
      return (
        <a href={piece.url} target="_blank" rel="noreferrer">
          {piece.text}
        </a>
      );
    case 'mention':
      return <span className="discord-mention">{piece.text}</span>;
    case 'time':
      return <span className="discord-time">{timeText(piece.at, piece.style)}</span>;
    default:
      return <>{piece.text}</>;
  }
}

const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

/** Writes a moment (`at`, Unix ms) by a style of Discord's, in the language and zone of the browser. */
export function timeText(at: number, style: string, now = Date.now()): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  return style === 'R' ? coarse(at - now) : date.toLocaleString(undefined, STYLES[style]);
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
