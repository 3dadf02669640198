import './matrix.css';
import type { ReactElement } from 'react';
import { attributeOf, htmlReader, type Piece } from '../../markup/preview/html-pieces.ts';

const piecesOf = htmlReader(['strong', 'code', 'pre', 'a', 'br', 'span']);

interface MatrixContent {
  readonly msgtype?: string;
  readonly formatted_body?: string;
}

interface MatrixBody extends MatrixContent {
  readonly 'm.new_content'?: MatrixContent;
}

interface PreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
  /** Address of the sender's picture. */
  readonly icon: string;
}

/** Draws the message as Element does. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function MatrixPreview({ message, scheme, icon }: PreviewProps): ReactElement {
  const body = message as MatrixBody;
  const { 'm.new_content': edited } = body;
  const { msgtype, formatted_body: html = '' } = edited ?? body;
  return (
    <figure className="matrix" data-scheme={scheme} aria-label="The message in Matrix">
      <img className="matrix-avatar" src={icon} alt="" width={30} height={30} />
      <div className="matrix-column">
        <div className="matrix-name">
          gateway {msgtype === 'm.notice' && <span className="matrix-soft">notice</span>}{' '}
          {edited && <span className="matrix-soft">(edited)</span>}
        </div>
        <div className="matrix-text" data-notice={msgtype === 'm.notice'}>
          <Pieces pieces={piecesOf(html)} />
        </div>
      </div>
    </figure>
  );
}

function Pieces({ pieces }: { readonly pieces: readonly Piece[] }): ReactElement {
  return (
    <>
      {pieces.map((piece, at) => (
        <Shown key={at} piece={piece} />
      ))}
    </>
  );
}

function Shown({ piece }: { readonly piece: Piece }): ReactElement {
  if (typeof piece === 'string') return <>{piece}</>;
  const { tag, attributes, pieces } = piece;
  const inner = <Pieces pieces={pieces} />;
  switch (tag) {
    case 'br':
      return <br />;
    case 'strong':
      return <strong>{inner}</strong>;
    case 'pre':
      // The code in a block is the block.
      return <pre className="matrix-block">{pieces.map(textIn).join('')}</pre>;
    case 'code':
      return <code className="matrix-code">{inner}</code>;
    case 'span':
      return <span style={{ color: attributeOf(attributes, 'data-mx-color') }}>{inner}</span>;
    default:
      return <Link url={attributeOf(attributes, 'href')}>{inner}</Link>;
  }
}

function textIn(piece: Piece): string {
  return typeof piece === 'string' ? piece : piece.pieces.map(textIn).join('');
}

/** Draws a link to an address of the web; others lead nowhere. */
function Link({ url, children }: { readonly url: string; readonly children: ReactElement }): ReactElement {
  return (
    <a href={/^https?:\/\//.test(url) ? url : undefined} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
