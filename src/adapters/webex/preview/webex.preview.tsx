import './webex.css';
import type { ReactElement } from 'react';
import { Markdown } from '../../markup/preview/markdown.tsx';
import type { Dialect } from '../../markup/preview/markdown-pieces.ts';

interface PreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
  /** Address of the sender's picture. */
  readonly icon: string;
}

const DIALECT: Dialect = { strong: '**', escapes: 'entities' };

/** Draws the message as Webex does. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function WebexPreview({ message, scheme, icon }: PreviewProps): ReactElement {
  const { markdown = '' } = message as { readonly markdown?: string };
  return (
    <figure className="webex" data-scheme={scheme} aria-label="The message in Webex">
      <img className="webex-avatar" src={icon} alt="" width={32} height={32} />
      <div className="webex-text">
        <div className="webex-name">StreamGank (bot)</div>
        <Markdown text={markdown} dialect={DIALECT} />
      </div>
    </figure>
  );
}
