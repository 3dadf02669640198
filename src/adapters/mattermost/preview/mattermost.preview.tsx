import './mattermost.css';
import type { CSSProperties, ReactElement } from 'react';
import { Markdown } from '../../markup/preview/markdown.tsx';
import type { Dialect } from '../../markup/preview/markdown-pieces.ts';

interface Attachment {
  readonly color?: string;
  readonly text?: string;
  readonly fields?: readonly { readonly title: string; readonly value: string; readonly short: boolean }[];
  readonly thumb_url?: string;
  readonly footer?: string;
  readonly actions?: readonly { readonly id: string; readonly name: string; readonly style: string }[];
}

interface MattermostBody {
  readonly text?: string;
  readonly username?: string;
  readonly priority?: { readonly priority: string };
  readonly attachments?: readonly Attachment[];
}

interface PreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
  /** Address of the sender's picture. */
  readonly icon: string;
}

const DIALECT: Dialect = { strong: '**', escapes: 'backslash' };

/** Draws the message as Mattermost does. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function MattermostPreview({ message, scheme, icon }: PreviewProps): ReactElement {
  const { text = '', username = 'webhook', priority, attachments = [] } = message as MattermostBody;
  return (
    <figure className="mattermost" data-scheme={scheme} aria-label="The message in Mattermost">
      <img className="mattermost-avatar" src={icon} alt="" width={32} height={32} />
      <div className="mattermost-column">
        <div className="mattermost-name">
          {username} <span className="mattermost-bot">bot</span>{' '}
          {priority && <span className="mattermost-priority">{priority.priority}</span>}
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
  const { color, text, fields = [], footer, thumb_url: picture, actions = [] } = attachment;
  return (
    <div className="mattermost-attachment" style={{ '--tone': color } as CSSProperties}>
      <div className="mattermost-body">
        {text && (
          <div>
            <Markdown text={text} dialect={DIALECT} />
          </div>
        )}
        {fields.length > 0 && (
          <div className="mattermost-fields">
            {fields.map(({ title, value, short }, at) => (
              <div key={at} className={short ? undefined : 'mattermost-wide'}>
                <div className="mattermost-label">{title}</div>
                <Markdown text={value} dialect={DIALECT} />
              </div>
            ))}
          </div>
        )}
        {footer && <div className="mattermost-footer">{footer}</div>}
        {actions.length > 0 && (
          <div className="mattermost-actions">
            {actions.map(({ id, name, style }) => (
              <span key={id} className="mattermost-button" data-style={style}>
                {name}
              </span>
            ))}
          </div>
        )}
      </div>
      {picture && (
        <div className="mattermost-picture" role="img" aria-label={`Picture: ${picture}`} title={picture} />
      )}
    </div>
  );
}
