import 'slack-blocks-to-jsx/dist/style.css';
import './slack.css';
import type { ReactElement } from 'react';
import { Message, type Block } from 'slack-blocks-to-jsx';

interface SlackBody {
  readonly text?: string;
  readonly blocks?: Block[];
  readonly attachments?: readonly { readonly color?: string; readonly blocks?: Block[] }[];
}

interface SlackProps {
  readonly message: object;
  readonly scheme: 'light' | 'dark';
}

/** The message as Slack draws it: the blocks, and those of an attachment behind a coloured bar. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function SlackMessage({ message, scheme }: SlackProps): ReactElement {
  const { blocks = [], attachments = [] } = message as SlackBody;
  return (
    <figure className="slack" data-scheme={scheme} aria-label="The message in Slack">
      <div className="slack-avatar" aria-hidden>
        <img src="/favicon.svg" alt="" width={36} height={36} />
      </div>
      <div style={{ flex: 1, minWidth: 0 }}>
        <div className="slack-name">
          incoming-webhook <span className="slack-app">APP</span>
        </div>
        <Blocks blocks={blocks} scheme={scheme} />
        {attachments.map((attachment, index) => (
          <div key={index} className="slack-attachment" style={{ borderColor: colour(attachment.color) }}>
            <Blocks blocks={attachment.blocks ?? []} scheme={scheme} />
          </div>
        ))}
      </div>
    </figure>
  );
}

function Blocks({
  blocks,
  scheme,
}: {
  readonly blocks: Block[];
  readonly scheme: 'light' | 'dark';
}): ReactElement {
  return <Message blocks={formatted(blocks)} theme={scheme} name="" logo="" withoutWrapper />;
}

/**
 * As Slack reads it. Without the `verbatim` of our texts: to Slack it means that names and links are not guessed at, to the
 * library that draws that nothing in them is formatted. And without Markdown's links, which are no links in Slack.
 */
function formatted(blocks: Block[]): Block[] {
  const text = JSON.stringify(blocks, (key: string, value: unknown) => {
    if (key === 'verbatim') return undefined;
    return typeof value === 'string' ? value.replaceAll('](', ']\u2060(') : value;
  });
  return JSON.parse(text) as Block[];
}

function colour(text = ''): string {
  return /^#[0-9a-f]{6}$/i.test(text) ? text : '#8a94a6';
}
