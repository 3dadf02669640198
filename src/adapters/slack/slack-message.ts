import type { Tone } from '../event-kinds.js';
import type { Layout } from '../field-limits.js';
import { LAYOUTS, shown } from '../field-limits.js';
import { firstWithin } from '../fit.js';
import type { Field, Notification } from '../notification.js';
import { code, codeBlock, date, plain } from './slack-text.js';

/** Limits of Slack's Block Kit reference, and what its API was seen to refuse (`blocksTotal`); UTF-16 units and counts. */
export const SLACK_LIMITS = {
  text: 40_000,
  blocks: 50,
  blocksTotal: 8000,
  header: 150,
  sectionText: 3000,
  sectionFields: 10,
  sectionField: 2000,
  contextElements: 10,
  buttonText: 75,
  buttonUrl: 3000,
} as const;

const COLOURS: Readonly<Record<Tone, string>> = {
  success: '#2e9e5b',
  failure: '#d13438',
  warning: '#e8a317',
  progress: '#2f80ed',
  neutral: '#8a94a6',
};

interface Mrkdwn {
  type: 'mrkdwn';
  text: string;
  verbatim: true;
}
interface PlainText {
  type: 'plain_text';
  text: string;
  emoji: true;
}
export type Block =
  | { type: 'header'; text: PlainText }
  | { type: 'section'; text: Mrkdwn }
  | { type: 'section'; fields: Mrkdwn[] }
  | { type: 'context'; elements: Mrkdwn[] }
  | { type: 'actions'; elements: [{ type: 'button'; text: PlainText; url: string; style: 'primary' }] };

export interface SlackMessage {
  text: string;
  blocks: Block[];
  attachments: [{ color: string; fallback: string; blocks: Block[] }];
}

/**
 * Builds the message. The header stands in top-level blocks and the rest in an attachment, which alone can have a colour.
 * Slack shows `text` above an attachment unless there are top-level blocks: with the header there, `text` is only read
 * out in notifications and by clients without blocks, and nothing appears twice.
 */
export function slackMessage(notification: Notification): SlackMessage {
  return firstWithin(LAYOUTS, (layout) => build(notification, layout), blocksSize, SLACK_LIMITS.blocksTotal);
}

/** Counts the blocks as JSON, UTF-16 units: never less than what Slack may count. */
export function blocksSize({ blocks, attachments }: SlackMessage): number {
  return JSON.stringify([...blocks, ...attachments[0].blocks]).length;
}

function build(notification: Notification, layout: Layout): SlackMessage {
  const title = plain(notification.title, SLACK_LIMITS.header);
  return {
    text: fallback(notification),
    blocks: [{ type: 'header', text: plainText(title) }],
    attachments: [{ color: COLOURS[notification.tone], fallback: title, blocks: body(notification, layout) }],
  };
}

/** Writes the text for notifications and screen readers: the title, and a line each for the most telling fields. */
function fallback({ title, message, lines }: Notification): string {
  const texts = lines.map(({ label, value }) => `${label}: ${plain(value, SLACK_LIMITS.text / 4)}`);
  return [plain(title, 300), plain(message, 2000), ...texts].filter(Boolean).join('\n');
}

function body(notification: Notification, layout: Layout): Block[] {
  const { message, error, video } = notification;
  const link = linkOf(notification);
  const { fields, rest } = shown(notification, layout);
  const unlinked: Field[] = video && !link ? [{ label: 'Video', value: video.text, exact: true }] : [];
  return [
    ...(message ? [section(plain(message, layout.message))] : []),
    ...fieldSections([...fields, ...unlinked], layout),
    ...(error ? [section(`*Error*\n${codeBlock(error, layout.error)}`)] : []),
    ...(link ? [button('Watch the video', link)] : []),
    context([...times(notification), rest].filter(Boolean)),
  ];
}

function linkOf({ video }: Notification): string | null {
  return video?.url && video.url.length <= SLACK_LIMITS.buttonUrl ? video.url : null;
}

/** Lays fields out in two columns, ten in a section. */
function fieldSections(fields: readonly Field[], layout: Layout): Block[] {
  const texts = fields.map(({ label, value, exact }) =>
    mrkdwn(`*${plain(label, layout.label)}*\n${(exact ? code : plain)(value, layout.value)}`),
  );
  const sections: Block[] = [];
  for (let i = 0; i < texts.length; i += SLACK_LIMITS.sectionFields) {
    sections.push({ type: 'section', fields: texts.slice(i, i + SLACK_LIMITS.sectionFields) });
  }
  return sections;
}

function times({ moments, at }: Notification): string[] {
  return moments.length > 0 ? moments.map((moment) => `${moment.label} ${date(moment.at)}`) : [date(at)];
}

function section(text: string): Block {
  return { type: 'section', text: mrkdwn(text) };
}

function context(texts: readonly string[]): Block {
  return { type: 'context', elements: [mrkdwn(texts.join('  ·  '))] };
}

function button(text: string, url: string): Block {
  return { type: 'actions', elements: [{ type: 'button', text: plainText(text), url, style: 'primary' }] };
}

/** Makes a text object; `verbatim` keeps Slack from finding channel names and mentions in the text by itself. */
function mrkdwn(text: string): Mrkdwn {
  return { type: 'mrkdwn', text, verbatim: true };
}

function plainText(text: string): PlainText {
  return { type: 'plain_text', text, emoji: true };
}
