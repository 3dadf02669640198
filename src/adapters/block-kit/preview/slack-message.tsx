import './slack.css';
import type { CSSProperties, ReactElement } from 'react';
import { Blocks, Mrkdwn, type Block } from './blocks.tsx';

interface Attachment {
  readonly color?: string;
  readonly blocks?: readonly Block[];
  readonly text?: string;
  readonly thumb_url?: string;
}

interface SlackBody {
  readonly text?: string;
  readonly blocks?: readonly Block[];
  readonly attachments?: readonly Attachment[];
}

/** Properties that the console passes to a preview. */
export interface PreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
  /** Address of the sender's picture. */
  readonly icon: string;
}

interface MessageProps extends PreviewProps {
  /** Name above the message. */
  readonly sender: string;
}

/** Draws the message as Slack does: the blocks, and the attachments behind a coloured bar. */
export function SlackMessage({ message, scheme, icon, sender }: MessageProps): ReactElement {
  const { text = '', blocks = [], attachments = [] } = message as SlackBody;
  return (
    <figure className="slack" data-scheme={scheme} aria-label="The message in Slack">
      <div className="slack-avatar" aria-hidden>
        <img src={icon} alt="" width={36} height={36} />
      </div>
      <div className="slack-content">
        <div className="slack-name">
          {sender} <span className="slack-app">APP</span>
        </div>
        {blocks.length > 0 ? <Blocks blocks={blocks} /> : <Mrkdwn text={text} />}
        {attachments.map((attachment, index) => (
          <Attached key={index} attachment={attachment} />
        ))}
      </div>
    </figure>
  );
}

function Attached({ attachment }: { readonly attachment: Attachment }): ReactElement {
  const { color, blocks = [], text, thumb_url: picture } = attachment;
  return (
    <div className="slack-attachment" style={{ '--bar': colour(color) } as CSSProperties}>
      <div className="slack-beside">
        {text !== undefined && <Mrkdwn text={text} />}
        {blocks.length > 0 && <Blocks blocks={blocks} />}
      </div>
      {picture !== undefined && (
        <div className="slack-thumb" role="img" aria-label={`Picture: ${picture}`} title={picture} />
      )}
    </div>
  );
}

function colour(text = ''): string {
  return /^#[0-9a-f]{6}$/i.test(text) ? text : '#8a94a6';
}
