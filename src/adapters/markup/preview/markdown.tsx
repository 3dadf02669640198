import './markdown.css';
import type { ReactElement } from 'react';
import { blocksOf, type Block, type Dialect, type Piece } from './markdown-pieces.ts';

interface MarkdownProps {
  readonly text: string;
  readonly dialect: Dialect;
}

/** Draws a text with the Markdown that the gateway writes. The colours are those of the figure around it. */
export function Markdown({ text, dialect }: MarkdownProps): ReactElement {
  return (
    <>
      {blocksOf(text, dialect).map((block, at) => (
        <Shown key={at} block={block} />
      ))}
    </>
  );
}

function Shown({ block }: { readonly block: Block }): ReactElement {
  if (block.kind === 'code') return <pre className="markdown-block">{block.text}</pre>;
  return (
    <div className={block.kind === 'quote' ? 'markdown-quote' : 'markdown-lines'}>
      {block.lines.map((pieces, at) => (
        <div key={at} className="markdown-line">
          {pieces.map((piece, index) => (
            <Part key={index} piece={piece} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Part({ piece }: { readonly piece: Piece }): ReactElement {
  switch (piece.kind) {
    case 'strong':
      return <strong>{piece.text}</strong>;
    case 'code':
      return <code className="markdown-code">{piece.text}</code>;
    case 'link':
      return <WebLink url={piece.url}>{piece.text}</WebLink>;
    case 'time':
      return <span className="markdown-time">{timeText(piece.at)}</span>;
    default:
      return <>{piece.text}</>;
  }
}

interface WebLinkProps {
  readonly url: string;
  readonly children: string;
}

/** Draws a link to an address of the web; others lead nowhere. */
function WebLink({ url, children }: WebLinkProps): ReactElement {
  return (
    <a href={/^https?:\/\//.test(url) ? url : undefined} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

/** Writes a moment (`at`, Unix ms) in the language and zone of the browser. */
export function timeText(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime())
    ? ''
    : date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
