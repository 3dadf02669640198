import type { ReactElement } from 'react';
import { dateText } from './date-text.ts';
import { linesOf, type Piece } from './mrkdwn.ts';

interface Style {
  readonly bold?: boolean;
  readonly code?: boolean;
}

/** An element of rich text; Slack shows its text as it is written. */
interface RichElement {
  readonly type: string;
  readonly text?: string;
  readonly url?: string;
  readonly timestamp?: number;
  readonly format?: string;
  readonly fallback?: string;
  readonly range?: string;
  readonly user_id?: string;
  readonly usergroup_id?: string;
  readonly style?: Style;
}

interface TextObject {
  readonly type: string;
  readonly text: string;
}

interface Button {
  readonly text: TextObject;
  readonly url?: string;
  readonly style?: string;
}

/** A block of a message, as far as messages of the gateway have them. */
export type Block =
  | {
      readonly type: 'rich_text';
      readonly elements: readonly { readonly type: string; readonly elements: readonly RichElement[] }[];
    }
  | { readonly type: 'section'; readonly fields?: readonly TextObject[]; readonly text?: TextObject }
  | { readonly type: 'context'; readonly elements: readonly TextObject[] }
  | { readonly type: 'actions'; readonly elements: readonly Button[] };

/** Draws blocks one below the other. */
export function Blocks({ blocks }: { readonly blocks: readonly Block[] }): ReactElement {
  return (
    <>
      {blocks.map((block, index) => (
        <OneBlock key={index} block={block} />
      ))}
    </>
  );
}

function OneBlock({ block }: { readonly block: Block }): ReactElement | null {
  switch (block.type) {
    case 'rich_text':
      return <RichText parts={block.elements} />;
    case 'section':
      return <Section block={block} />;
    case 'context':
      return (
        <div className="slack-context">
          {block.elements.map((element, index) => (
            <Text key={index} object={element} />
          ))}
        </div>
      );
    case 'actions':
      return (
        <div className="slack-actions">
          {block.elements.map((button, index) => (
            <Pressable key={index} button={button} />
          ))}
        </div>
      );
    default:
      return null;
  }
}

const PARTS: Readonly<Record<string, string>> = {
  rich_text_section: 'slack-rich',
  rich_text_quote: 'slack-rich slack-quote',
  rich_text_preformatted: 'slack-rich slack-pre',
};

type RichParts = Extract<Block, { type: 'rich_text' }>['elements'];

function RichText({ parts }: { readonly parts: RichParts }): ReactElement {
  return (
    <div>
      {parts.map(({ type, elements }, index) => (
        <div key={index} className={PARTS[type]}>
          {elements.map((element, at) => (
            <Rich key={at} element={element} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Rich({ element }: { readonly element: RichElement }): ReactElement {
  const { type, url, style } = element;
  if (type === 'broadcast' || type === 'user' || type === 'usergroup') {
    return <span className="slack-mention">@{element.range ?? element.user_id ?? element.usergroup_id}</span>;
  }
  const { text = '', timestamp = Number.NaN, format = '', fallback = '' } = element;
  const shown = type === 'date' ? dateText(timestamp * 1000, format, fallback) : text;
  const styled = style?.code ? <code className="slack-code">{shown}</code> : shown;
  const strong = style?.bold ? <strong>{styled}</strong> : styled;
  return type === 'link' && url && /^https?:\/\//.test(url) ? (
    <Linked url={url}>{strong}</Linked>
  ) : (
    <>{strong}</>
  );
}

function Section({ block }: { readonly block: Extract<Block, { type: 'section' }> }): ReactElement {
  return (
    <>
      {block.text && <Text object={block.text} />}
      {block.fields && (
        <div className="slack-fields">
          {block.fields.map((field, index) => (
            <div key={index}>
              <Text object={field} />
            </div>
          ))}
        </div>
      )}
    </>
  );
}

function Pressable({ button }: { readonly button: Button }): ReactElement {
  const { text, url, style = 'default' } = button;
  return (
    <a className="slack-button" data-style={style} href={url} target="_blank" rel="noreferrer">
      {text.text}
    </a>
  );
}

function Text({ object }: { readonly object: TextObject }): ReactElement {
  return object.type === 'mrkdwn' ? <Mrkdwn text={object.text} /> : <span>{object.text}</span>;
}

/** Draws mrkdwn. */
export function Mrkdwn({ text }: { readonly text: string }): ReactElement {
  return (
    <div className="slack-mrkdwn">
      {linesOf(text).map(({ quoted, pieces }, index) => (
        <div key={index} className={quoted ? 'slack-quote' : undefined}>
          <Pieces pieces={pieces} />
        </div>
      ))}
    </div>
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
    case 'bold':
      return (
        <strong>
          <Pieces pieces={piece.pieces} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Pieces pieces={piece.pieces} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Pieces pieces={piece.pieces} />
        </s>
      );
    case 'code':
      return <code className="slack-code">{piece.text}</code>;
    case 'block':
      return <pre className="slack-pre">{piece.text}</pre>;
    case 'link':
      return <Linked url={piece.url}>{piece.text}</Linked>;
    case 'mention':
      return <span className="slack-mention">{piece.text}</span>;
    case 'date':
      return <>{dateText(piece.at, piece.format, piece.fallback)}</>;
    default:
      return <>{piece.text}</>;
  }
}

function Linked({
  url,
  children,
}: {
  readonly url: string;
  readonly children: ReactElement | string;
}): ReactElement {
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
