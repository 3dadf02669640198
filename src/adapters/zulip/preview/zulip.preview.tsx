import './zulip.css';
import type { ReactElement } from 'react';
import { Markdown } from '../../markup/preview/markdown.tsx';
import type { Dialect } from '../../markup/preview/markdown-pieces.ts';

interface ZulipBody {
  readonly to?: string;
  readonly topic?: string;
  readonly content?: string;
}

interface PreviewProps {
  /** The fields of the request. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
  /** Address of the sender's picture. */
  readonly icon: string;
}

const DIALECT: Dialect = { strong: '**', escapes: 'entities' };

/** Draws the message as Zulip does. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function ZulipPreview({ message, scheme, icon }: PreviewProps): ReactElement {
  const { to = '', topic, content = '' } = message as ZulipBody;
  return (
    <figure className="zulip" data-scheme={scheme} aria-label="The message in Zulip">
      {topic !== undefined && (
        <div className="zulip-bar">
          <strong>#{to}</strong> › {topic}
        </div>
      )}
      <div className="zulip-message">
        <img className="zulip-avatar" src={icon} alt="" width={32} height={32} />
        <div className="zulip-text">
          <Markdown text={content} dialect={DIALECT} />
        </div>
      </div>
    </figure>
  );
}
