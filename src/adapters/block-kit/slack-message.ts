import type { Tone } from '../../modules/model/event-type.js';
import type { Banner } from '../adapter.js';
import type { Layout } from '../field-limits.js';
import { LAYOUTS, shown } from '../field-limits.js';
import { firstWithin, fit } from '../fit.js';
import { SEPARATOR } from '../notification/glued.js';
import { bannerOf } from '../notification/banner.js';
import { fieldLine, type Field } from '../notification/fields.js';
import { announcementOf, fieldsWithVideo, type Notification } from '../notification/notification.js';
import { unlinked } from '../plain-lines.js';
import { titleTime } from '../notification/quiet-line.js';
import { causeSpans, cleanRich, joined, type Rich } from '../notification/rich.js';
import {
  code,
  date,
  elementsOf,
  linked,
  literal,
  mentionOf,
  mrkdwnOf,
  plain,
  type RichElement,
} from './slack-text.js';

/**
 * Limits of Slack's Block Kit reference, and what its API was seen to refuse (`blocksTotal`); UTF-16 units and counts.
 *
 * This folder writes messages in Block Kit, for incoming webhooks and for bots of Slack: `slack-text.ts` its texts, `slack-usage.ts` how
 * much of the limits a message takes.
 */
export const SLACK_LIMITS = {
  text: 40_000,
  blocks: 50,
  blocksTotal: 8000,
  sectionFields: 10,
  sectionField: 2000,
  contextElements: 10,
  buttons: 25,
  buttonText: 75,
  buttonUrl: 3000,
  buttonValue: 2000,
} as const;

/** Most characters of a cause in an announcement: the message that it announces has the rest. */
const ANNOUNCED_CAUSE = 300;

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
  emoji: false;
}
/** A button: it opens an address, or says its value to the app. */
type Button = {
  type: 'button';
  text: PlainText;
  style?: 'primary' | 'danger';
} & ({ url: string } | { action_id: string; value: string });
export type RichPart =
  | { type: 'rich_text_section'; elements: RichElement[] }
  | { type: 'rich_text_quote'; elements: RichElement[] }
  | { type: 'rich_text_preformatted'; elements: Extract<RichElement, { type: 'text' }>[] };
export type Block =
  | { type: 'rich_text'; elements: RichPart[] }
  | { type: 'section'; fields: Mrkdwn[] }
  | { type: 'context'; elements: (Mrkdwn | PlainText)[] }
  | { type: 'actions'; elements: Button[] };

/**
 * An attachment: blocks behind a coloured bar, or a text with a picture on its right. A picture stands here and not in a block,
 * because Slack refuses a whole message over a block whose picture it cannot load.
 */
export type Attachment =
  | { color: string; fallback: string; blocks: Block[] }
  | { color: string; fallback: string; text?: string; mrkdwn_in: ['text']; thumb_url: string };

export interface SlackMessage {
  text: string;
  blocks: Block[];
  attachments?: Attachment[];
}

/**
 * Builds the message. The title stands in a top-level block and the rest in attachments, which alone can have a colour.
 * Slack shows `text` above an attachment unless there are top-level blocks: with the title there, `text` is only read
 * out in notifications and by clients without blocks, and nothing appears twice. Texts of the data stand in rich text, which has
 * no signs of markup; where mrkdwn is needed, each sign is set apart.
 */
export function slackMessage(notification: Notification): SlackMessage {
  return firstWithin(LAYOUTS, (layout) => build(notification, layout), messageSize, SLACK_LIMITS.blocksTotal);
}

/** Builds the short message that announces an edit: what happened to which job, why, and its actions. An edit notifies nobody. */
export function slackAnnouncement(notification: Notification): SlackMessage {
  const [layout] = LAYOUTS;
  const { cause, plain: text, title } = notification;
  const told = announcementOf(notification);
  const why = cause ? [quote(cleanRich(causeSpans(cause), ANNOUNCED_CAUSE))] : [];
  return {
    text: plain(text, SLACK_LIMITS.text / 4) || plain(title, 300),
    blocks: [richText(section(titleOf(told, layout)), ...why), ...buttons(told, layout)],
  };
}

/** Slack shows `text` in notifications. */
export function slackBanner({ plain: text, title }: Notification): Banner | null {
  return bannerOf(text || title);
}

/** Counts blocks and attachments as JSON, UTF-16 units: never less than what Slack may count. */
export function messageSize({ blocks, attachments = [] }: SlackMessage): number {
  return JSON.stringify([...blocks, ...attachments]).length;
}

function build(notification: Notification, layout: Layout): SlackMessage {
  const { tone, title, plain: text } = notification;
  const color = COLOURS[tone];
  const fallback = plain(title, 300);
  const pictured = picture(notification, layout);
  const blocks = body(notification, layout, pictured !== null);
  const attachments: Attachment[] = [
    ...(pictured ? [{ color, fallback, ...pictured }] : []),
    ...(blocks.length > 0 ? [{ color, fallback, blocks }] : []),
  ];
  return {
    text: plain(text, SLACK_LIMITS.text / 4) || fallback,
    blocks: [richText(section(titleOf(notification, layout)))],
    ...(attachments.length > 0 ? { attachments } : {}),
  };
}

/** Writes what happened, then which job, as the link, and when. */
function titleOf(
  { emoji, headline, subject, link, mention, when }: Notification,
  layout: Layout,
): RichElement[] {
  const style = { bold: true as const };
  const linked = (text: string): RichElement =>
    link !== null && link.length <= layout.url
      ? { type: 'link', url: link, text, style }
      : { type: 'text', text, style };
  const mark: RichElement[] = emoji ? [{ type: 'text', text: `${emoji} ` }] : [];
  const words: RichElement[] = subject
    ? [{ type: 'text', text: `${headline}: `, style }, linked(subject)]
    : [linked(headline)];
  const mentioned = mentionOf(mention);
  return [
    ...mark,
    ...words,
    ...elementsOf(titleTime({ when }, null)),
    ...(mentioned.length > 0 ? [{ type: 'text' as const, text: ' ' }, ...mentioned] : []),
  ];
}

/** Sets the picture beside cause and facts; null where there is none. */
function picture(
  notification: Notification,
  layout: Layout,
): { text?: string; mrkdwn_in: ['text']; thumb_url: string } | null {
  const { image, cause, facts } = notification;
  if (image === null || image.url.length > layout.url) return null;
  const why = cause ? `>${mrkdwnOf(causeSpans(cause), layout.facts)}` : '';
  const text = [why, mrkdwnOf(joined(facts), layout.facts * 2)].filter(Boolean).join('\n');
  // An attachment's text cannot be verbatim: Slack would make links of addresses in it.
  return { ...(text ? { text: unlinked(text) } : {}), mrkdwn_in: ['text'], thumb_url: image.url };
}

function body(notification: Notification, layout: Layout, hasPicture: boolean): Block[] {
  const { detail } = notification;
  const { fields, rest } = shown(
    fieldsWithVideo(notification, (url) => url.length <= layout.url),
    layout,
  );
  return [
    ...texts(notification, fields, layout, hasPicture),
    ...(detail === 'full' ? fieldSections(fields, layout) : []),
    ...buttons(notification, layout),
    ...history(notification),
    ...quiet(notification, rest, layout),
  ];
}

/** Writes cause, facts, message, chosen fields and the rest of the error as one block of rich text. */
function texts(
  notification: Notification,
  fields: readonly Field[],
  layout: Layout,
  hasPicture: boolean,
): Block[] {
  const { detail, cause, causeDetail, facts, body: message } = notification;
  const lines: readonly Rich[] = [
    hasPicture ? [] : cleanRich(joined(facts), layout.facts),
    message ? [{ text: fit(message, layout.message) }] : [],
    detail === 'full' ? [] : cleanRich(fieldLine(fields, layout), layout.facts),
  ];
  const parts: RichPart[] = [
    ...(cause && !hasPicture ? [quote(cleanRich(causeSpans(cause), layout.error))] : []),
    ...sections(lines.filter((line) => line.length > 0)),
    ...(causeDetail ? [preformatted(fit(causeDetail, layout.error))] : []),
  ];
  return parts.length > 0 ? [{ type: 'rich_text', elements: parts }] : [];
}

/** Puts lines into one section; Slack would run sections on without a break. */
function sections(lines: readonly Rich[]): RichPart[] {
  const elements = elementsOf(lines.flatMap((line, at) => (at === 0 ? line : [{ text: '\n' }, ...line])));
  return elements.length > 0 ? [section(elements)] : [];
}

/** Lays fields out in two columns, ten in a section. */
function fieldSections(fields: readonly Field[], layout: Layout): Block[] {
  const cells = fields.map((field) =>
    mrkdwn(`*${literal(field.label, layout.label)}*\n${valueOf(field, layout.value)}`),
  );
  const blocks: Block[] = [];
  for (let at = 0; at < cells.length; at += SLACK_LIMITS.sectionFields) {
    blocks.push({ type: 'section', fields: cells.slice(at, at + SLACK_LIMITS.sectionFields) });
  }
  return blocks;
}

function valueOf({ value, exact, at }: Field, max: number): string {
  if (at !== undefined) return date(at, 'datetime', value);
  return (exact ? code : literal)(value, max);
}

function buttons(notification: Notification, layout: Layout): Block[] {
  const elements = notification.actions
    .filter(({ url }) => url.length <= layout.url)
    .slice(0, layout.actions)
    .map(({ label, url, button, style }, at): Button => {
      const text = plainText(fit(label, SLACK_LIMITS.buttonText));
      const says = button === undefined ? { url } : { action_id: `action_${at + 1}`, value: button };
      return { type: 'button', text, ...says, ...(style === 'default' ? {} : { style }) };
    });
  return elements.length > 0 ? [{ type: 'actions', elements }] : [];
}

/** Writes the steps of an edited message, with times in the reader's zone. */
function history({ history: steps }: Notification): Block[] {
  const said = steps.map((step) => mrkdwnOf(step, 200)).join(SEPARATOR);
  return said ? [{ type: 'context', elements: [mrkdwn(said)] }] : [];
}

/**
 * Writes the id as plain text, which nothing is made of, or as a link, and times as mrkdwn,
 * which alone shows them in the reader's zone.
 */
function quiet(notification: Notification, rest: string, layout: Layout): Block[] {
  const { id, link, times, before } = notification.quiet;
  const said = [...times.map((line) => mrkdwnOf(line, 400)), literal(rest, 60)]
    .filter(Boolean)
    .join(SEPARATOR);
  const named = linked(link && link.url.length <= layout.url ? link.url : null, id, 150);
  // Beside the id, the earlier times would stand in a line of their own.
  if (before > 0) {
    const line = [named ?? literal(id, 150), said].filter(Boolean).join(SEPARATOR);
    return [{ type: 'context', elements: [mrkdwn(line)] }];
  }
  const elements = [
    ...(id ? [named === null ? plainText(fit(id, 150)) : mrkdwn(named)] : []),
    ...(said ? [mrkdwn(said)] : []),
  ];
  return elements.length > 0 ? [{ type: 'context', elements }] : [];
}

function richText(...elements: RichPart[]): Block {
  return { type: 'rich_text', elements };
}

function section(elements: RichElement[]): RichPart {
  return { type: 'rich_text_section', elements };
}

function quote(rich: Rich): RichPart {
  return { type: 'rich_text_quote', elements: elementsOf(rich) };
}

function preformatted(text: string): RichPart {
  return { type: 'rich_text_preformatted', elements: [{ type: 'text', text }] };
}

/** Makes a text object; `verbatim` keeps Slack from finding channel names and mentions in the text by itself. */
function mrkdwn(text: string): Mrkdwn {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** Makes a text that is shown as it is; `emoji: false` keeps the colons of `:name:`. */
function plainText(text: string): PlainText {
  return { type: 'plain_text', text, emoji: false };
}
