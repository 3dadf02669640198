import './gotify.css';
import type { ReactElement } from 'react';
import { blocksOf, type Block, type Piece } from './gotify-markdown.ts';

interface GotifyBody {
  readonly title?: string;
  readonly message?: string;
  readonly priority?: number;
  readonly extras?: { readonly 'client::notification'?: { readonly bigImageUrl?: string } };
}

interface PreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
}

/** Draws the message as the web page of Gotify lists it. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function GotifyPreview({ message, scheme }: PreviewProps): ReactElement {
  const { title = '', message: text = '', priority = 5, extras } = message as GotifyBody;
  const picture = extras?.['client::notification']?.bigImageUrl;
  return (
    <figure className="gotify" data-scheme={scheme} aria-label="The message in Gotify">
      <div className="gotify-card" data-level={levelOf(priority)}>
        <div className="gotify-title">{title}</div>
        {blocksOf(text).map((block, at) => (
          <Shown key={at} block={block} />
        ))}
        {picture && (
          <div className="gotify-picture" role="img" aria-label={`Picture: ${picture}`} title={picture} />
        )}
        <div className="gotify-soft">Priority {priority}</div>
      </div>
    </figure>
  );
}

function levelOf(priority: number): string {
  if (priority >= 8) return 'high';
  return priority >= 4 ? 'normal' : 'low';
}

function Shown({ block }: { readonly block: Block }): ReactElement {
  if ('code' in block) return <pre className="gotify-code">{block.code}</pre>;
  return (
    <p className="gotify-text">
      {block.lines.map((pieces, at) => (
        <span key={at} className="gotify-line">
          {pieces.map((piece, index) => (
            <Part key={index} piece={piece} />
          ))}
        </span>
      ))}
    </p>
  );
}

function Part({ piece: { kind, text, url } }: { readonly piece: Piece }): ReactElement {
  if (kind === 'strong') return <strong>{text}</strong>;
  if (kind === 'code') return <code>{text}</code>;
  if (kind === 'text') return <>{text}</>;
  return (
    <a href={/^https?:\/\//.test(url) ? url : undefined} target="_blank" rel="noreferrer">
      {text}
    </a>
  );
}
