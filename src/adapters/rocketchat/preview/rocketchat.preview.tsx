import './rocketchat.css';
import type { CSSProperties, ReactElement } from 'react';
import { Markdown } from '../../markup/preview/markdown.tsx';
import type { Dialect } from '../../markup/preview/markdown-pieces.ts';

interface Attachment {
  readonly color?: string;
  readonly text?: string;
  readonly fields?: readonly { readonly title: string; readonly value: string; readonly short: boolean }[];
  readonly thumb_url?: string;
}

interface RocketChatBody {
  readonly text?: string;
  readonly alias?: string;
  readonly attachments?: readonly Attachment[];
}

interface PreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
  /** Address of the sender's picture. */
  readonly icon: string;
}

const DIALECT: Dialect = { strong: '*', escapes: 'backslash', angledLinks: true };

/** Draws the message as Rocket.Chat does. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function RocketChatPreview({ message, scheme, icon }: PreviewProps): ReactElement {
  const { text = '', alias = 'rocket.cat', attachments = [] } = message as RocketChatBody;
  return (
    <figure className="rocketchat" data-scheme={scheme} aria-label="The message in Rocket.Chat">
      <img className="rocketchat-avatar" src={icon} alt="" width={28} height={28} />
      <div className="rocketchat-column">
        <div className="rocketchat-name">
          {alias} <span className="rocketchat-bot">Bot</span>
        </div>
        <div>
          <Markdown text={text} dialect={DIALECT} />
        </div>
        {attachments.map((attachment, at) => (
          <Shown key={at} attachment={attachment} />
        ))}
      </div>
    </figure>
  );
}

function Shown({ attachment }: { readonly attachment: Attachment }): ReactElement {
  const { color, text, fields = [], thumb_url: picture } = attachment;
  return (
    <div className="rocketchat-attachment" style={{ '--tone': color } as CSSProperties}>
      <div className="rocketchat-body">
        {text && (
          <div>
            <Markdown text={text} dialect={DIALECT} />
          </div>
        )}
        {fields.length > 0 && (
          <div className="rocketchat-fields">
            {fields.map(({ title, value, short }, at) => (
              <div key={at} className={short ? undefined : 'rocketchat-wide'}>
                <div className="rocketchat-label">{title}</div>
                <Markdown text={value} dialect={DIALECT} />
              </div>
            ))}
          </div>
        )}
      </div>
      {picture && (
        <div className="rocketchat-picture" role="img" aria-label={`Picture: ${picture}`} title={picture} />
      )}
    </div>
  );
}
