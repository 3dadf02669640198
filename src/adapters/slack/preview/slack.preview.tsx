import 'slack-blocks-to-jsx/dist/style.css';
import './slack.css';
import type { ReactElement } from 'react';
import { Message, type Block } from 'slack-blocks-to-jsx';

interface SlackBody {
  readonly text?: string;
  readonly blocks?: Block[];
  readonly attachments?: readonly { readonly color?: string; readonly blocks?: Block[] }[];
}

interface PreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
}

/** Draws the message as Slack does: the blocks, and those of an attachment behind a coloured bar. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function SlackPreview({ message, scheme }: PreviewProps): ReactElement {
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
  return (
    <Message
      blocks={formatted(blocks)}
      theme={scheme}
      name=""
      logo=""
      withoutWrapper
      hooks={{ emoji, date }}
    />
  );
}

/**
 * Draws an emoji for names of real emoji only. Any other text between two colons keeps its colons, as in Slack: `12:09:00` is a time.
 * The library answers a name that is unknown to it without the colons, so what it answers counts only where it is no plain ASCII;
 * and two colons without a name between them come as they are.
 */
function emoji({ name }: { readonly name: string }, drawn: (data: { name: string }) => string): string {
  if (!/^[\w'+-]+$/.test(name)) return name;
  const text = String(drawn({ name }));
  return /[^\u0020-\u007e\s]/.test(text) ? text : `:${name}:`;
}

/** A code block, with the line breaks that stand at its fences. */
const BLOCK = /```\n?([\s\S]*?)\n?```/g;

interface SlackDate {
  /** Unix seconds. */
  readonly timestamp: string;
  /** What to show, with the names of Slack's date formats in braces. */
  readonly format: string;
  readonly fallback: string;
}

/** Writes a moment as Slack does: the day in words, the time of day in the format of the browser's language. */
function date({ timestamp, format, fallback }: SlackDate): string {
  const at = new Date(Number(timestamp) * 1_000);
  if (Number.isNaN(at.getTime())) return fallback;
  return format
    .replaceAll('{date_short_pretty}', dayOf(at))
    .replaceAll('{time}', at.toLocaleTimeString(undefined, { timeStyle: 'short' }));
}

function dayOf(at: Date): string {
  const days = Math.round((midnight(at) - midnight(new Date())) / 86_400_000);
  if (days !== 0 && days !== -1) return at.toLocaleDateString(undefined, { dateStyle: 'medium' });
  return days === 0 ? 'Today' : 'Yesterday';
}

const midnight = (at: Date): number => new Date(at).setHours(0, 0, 0, 0);

/**
 * Prepares blocks for the library, which reads three things otherwise than Slack: `verbatim` would switch off all formatting (in
 * Slack only the guessing of names and links), Markdown's links would become links, and line breaks at the fences of a code block
 * would show.
 */
function formatted(blocks: Block[]): Block[] {
  const text = JSON.stringify(blocks, (key: string, value: unknown) => {
    if (key === 'verbatim') return undefined;
    return typeof value === 'string' ? value.replaceAll('](', ']\u2060(').replace(BLOCK, '```$1```') : value;
  });
  return JSON.parse(text) as Block[];
}

function colour(text = ''): string {
  return /^#[0-9a-f]{6}$/i.test(text) ? text : '#8a94a6';
}
