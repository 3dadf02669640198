import './telegram.css';
import type { ReactElement } from 'react';
import { attributeOf, htmlReader, type Piece } from '../../markup/preview/html-pieces.ts';
import { timeText } from './telegram-time.ts';

const piecesOf = htmlReader(['b', 'code', 'pre', 'blockquote', 'a', 'tg-time']);

/** A button that opens an address; without one it is pressed where it stands. */
interface Button {
  readonly text: string;
  readonly url?: string;
}

interface TelegramBody {
  readonly text?: string;
  readonly link_preview_options?: { readonly url?: string };
  readonly disable_notification?: boolean;
  readonly reply_markup?: {
    readonly inline_keyboard?: readonly (readonly Button[])[];
  };
}

interface PreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
  /** Address of the sender's picture. */
  readonly icon: string;
}

/** Draws the message as Telegram does. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function TelegramPreview({ message, scheme, icon }: PreviewProps): ReactElement {
  const { text = '', link_preview_options: link, reply_markup: markup, ...rest } = message as TelegramBody;
  return (
    <figure className="telegram" data-scheme={scheme} aria-label="The message in Telegram">
      <img className="telegram-avatar" src={icon} alt="" width={34} height={34} />
      <div className="telegram-column">
        <div className="telegram-bubble">
          <div className="telegram-name">
            Bot {rest.disable_notification && <span className="telegram-silent">without sound</span>}
          </div>
          <div className="telegram-text">
            <Pieces pieces={piecesOf(text)} />
          </div>
          {link?.url && (
            <div
              className="telegram-picture"
              role="img"
              aria-label={`Picture: ${link.url}`}
              title={link.url}
            />
          )}
        </div>
        <Buttons rows={markup?.inline_keyboard ?? []} />
      </div>
    </figure>
  );
}

function Buttons({ rows }: { readonly rows: readonly (readonly Button[])[] }): ReactElement {
  return (
    <>
      {rows.map((row, at) => (
        <div key={at} className="telegram-row">
          {row.map(({ text, url }, index) =>
            url === undefined ? (
              <span key={index} className="telegram-button">
                {text}
              </span>
            ) : (
              <a key={index} href={webOnly(url)} target="_blank" rel="noreferrer">
                {text}
              </a>
            ),
          )}
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
  if (typeof piece === 'string') return <>{piece}</>;
  const { tag, attributes, pieces } = piece;
  const inner = <Pieces pieces={pieces} />;
  switch (tag) {
    case 'b':
      return <strong>{inner}</strong>;
    case 'code':
      return <code className="telegram-code">{inner}</code>;
    case 'pre':
      return <pre className="telegram-block">{inner}</pre>;
    case 'blockquote':
      return <span className="telegram-quote">{inner}</span>;
    case 'a':
      return (
        <a href={webOnly(attributeOf(attributes, 'href'))} target="_blank" rel="noreferrer">
          {inner}
        </a>
      );
    case 'tg-time':
      return (
        <span className="telegram-time">
          {timeText(
            Number(attributeOf(attributes, 'unix')) * 1000,
            attributeOf(attributes, 'format'),
            pieces.filter((each) => typeof each === 'string').join(''),
          )}
        </span>
      );
    default:
      return inner;
  }
}

/** Keeps addresses of the web; others lead nowhere. */
function webOnly(url: string): string | undefined {
  return /^https?:\/\//.test(url) ? url : undefined;
}
