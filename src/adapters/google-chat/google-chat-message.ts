import type { Banner } from '../adapter.js';
import type { Layout } from '../field-limits.js';
import { LAYOUTS, shown } from '../field-limits.js';
import { firstWithin, fit, jsonBytesOf } from '../fit.js';
import { SEPARATOR } from '../notification/glued.js';
import { bannerOf } from '../notification/banner.js';
import { fieldLine, type Field } from '../notification/fields.js';
import { fieldsWithVideo, type Notification } from '../notification/notification.js';
import { titleTime } from '../notification/quiet-line.js';
import { causeSpans, joined, textOf } from '../notification/rich.js';
import type { Action } from '../notification/texts.js';
import { quietText } from '../plain-lines.js';
import { COLOURS, coloured, htmlOf, linked, neutral, plain, plainLines } from './google-chat-text.js';

/** Limits of Google Chat: bytes of the whole message, below the 32,000 that its documents name; counts; UTF-16 units. */
export const GOOGLE_CHAT_LIMITS = { bytes: 28_000, widgets: 100, buttons: 5, label: 80, url: 2000 } as const;

/** Form of the one mention that an endpoint may have in messages of failures. */
export const MENTION = /^<users\/(all|\d{5,30})>$/;

export interface Button {
  text: string;
  onClick: { openLink: { url: string } };
}
export type Widget =
  | { textParagraph: { text: string } }
  | { decoratedText: { topLabel: string; text: string; wrapText: true } }
  | { image: { imageUrl: string; altText: string } }
  | { buttonList: { buttons: Button[] } };

export interface Section {
  widgets: Widget[];
}
export interface Card {
  header: { title: string; subtitle?: string };
  sections: Section[];
}

export interface GoogleChatMessage {
  /** The mention alone: all else stands in the card, which pings nobody. */
  text?: string;
  fallbackText: string;
  thread?: { threadKey: string };
  cardsV2: [{ cardId: 'event'; card: Card }];
}

interface CardOptions {
  /** IANA name of the zone of all times: cards know none of the reader. */
  readonly zone: string;
  /** Key of the thread of the message; null where it begins one. */
  readonly threadKey: string | null;
}

/** Builds the message: one card, with the mention of a failure above it. */
export function googleChatMessage(notification: Notification, options: CardOptions): GoogleChatMessage {
  return firstWithin(
    LAYOUTS,
    (layout) => build(notification, layout, options),
    jsonBytesOf,
    GOOGLE_CHAT_LIMITS.bytes,
  );
}

/** Google Chat shows the text of a message in notifications, and of a card without any its fallback. */
export function googleChatBanner({ text, fallbackText }: GoogleChatMessage): Banner | null {
  return bannerOf(text?.replace(MENTION, (_, who) => (who === 'all' ? '@all' : '@member')) ?? fallbackText);
}

function build(
  notification: Notification,
  layout: Layout,
  { zone, threadKey }: CardOptions,
): GoogleChatMessage {
  const { mention, plain: banner, title } = notification;
  return {
    ...(mention !== null && MENTION.test(mention) ? { text: mention } : {}),
    fallbackText: neutral(banner || title || 'Event', 300),
    ...(threadKey === null ? {} : { thread: { threadKey } }),
    cardsV2: [{ cardId: 'event', card: cardOf(notification, layout, zone) }],
  };
}

function cardOf(notification: Notification, layout: Layout, zone: string): Card {
  const { emoji, headline, subject } = notification;
  const time = textOf(titleTime(notification, zone));
  const title = neutral([emoji, headline].filter(Boolean).join(' ') + (subject ? '' : time), 200) || 'Event';
  const sections = sectionsOf(notification, layout, zone).filter((widgets) => widgets.length > 0);
  return {
    header: { title, ...(subject ? { subtitle: neutral(subject + time, 250) } : {}) },
    sections: sections.map((widgets) => ({ widgets })),
  };
}

/** Lists the widgets of each section: why and what, the rest of the error, and where to go with the quiet line. */
function sectionsOf(notification: Notification, layout: Layout, zone: string): Widget[][] {
  const { detail, causeDetail, facts, body } = notification;
  const buttons = buttonsOf(rowOf(notification), layout);
  const urls = new Set(buttons.map(({ onClick }) => onClick.openLink.url));
  const { fields, rest } = shown(
    fieldsWithVideo(notification, (url) => urls.has(url)),
    layout,
  );
  const why = [causeText(notification, layout), htmlOf(joined(facts), layout.facts)];
  return [
    [
      ...paragraph(why.filter(Boolean).join('<br>')),
      ...imageOf(notification, layout),
      ...paragraph(plainLines(body, layout.message)),
      ...(detail === 'full'
        ? fields.map((field) => fieldWidget(field, layout, zone))
        : paragraph(htmlOf(fieldLine(fields, layout), layout.facts))),
    ],
    paragraph(plainLines(causeDetail, layout.error)),
    [
      ...(buttons.length > 0 ? [{ buttonList: { buttons } }] : []),
      ...paragraph(quietHtml(notification, { rest, layout, zone })),
    ],
  ];
}

interface QuietParts {
  readonly rest: string;
  readonly layout: Layout;
  readonly zone: string;
}

/** Writes the id, as a link where it leads somewhere, times and what is left out. */
function quietHtml(notification: Notification, { rest, layout, zone }: QuietParts): string {
  const { id, link, times } = notification.quiet;
  const leadsTo = linkFor(link?.url ?? null, layout);
  const named = leadsTo === null ? plain(id, 300) : linked(id, leadsTo);
  return [named, plain(quietText(times, rest, zone), 300)].filter(Boolean).join(SEPARATOR);
}

function paragraph(text: string): Widget[] {
  return text === '' ? [] : [{ textParagraph: { text } }];
}

/** Writes the cause, its beginning in the colour of the outcome. */
function causeText({ tone, cause }: Notification, layout: Layout): string {
  const spans = causeSpans(cause);
  if (tone !== 'failure' && tone !== 'warning') return htmlOf(spans, layout.error);
  const [head, ...tail] = spans;
  if (head?.strong !== true) return coloured(COLOURS[tone], htmlOf(spans, layout.error));
  const inner = htmlOf([head], layout.error);
  return `${coloured(COLOURS[tone], inner)}${htmlOf(tail, layout.error - inner.length)}`;
}

function imageOf({ image }: Notification, layout: Layout): Widget[] {
  const url = linkFor(image?.url ?? null, layout);
  return url === null || image === null
    ? []
    : [{ image: { imageUrl: url, altText: neutral(image.alt, 200) || 'Picture' } }];
}

function fieldWidget({ label, value, at }: Field, layout: Layout, zone: string): Widget {
  const text = plain(at === undefined ? value : `${value} ${zone}`, layout.value + 40);
  return { decoratedText: { topLabel: neutral(label, layout.label), text, wrapText: true } };
}

/** Letters of the buttons of one row on a phone. */
const ROW_LETTERS = 22;

/** Leaves out the third button of a compact message where it would begin a second row. */
function rowOf({ detail, actions }: Notification): readonly Action[] {
  const letters = actions.reduce((sum, { label }) => sum + label.length, 0);
  return detail === 'compact' && letters > ROW_LETTERS ? actions.slice(0, 2) : actions;
}

function buttonsOf(actions: readonly Action[], layout: Layout): Button[] {
  return actions
    .flatMap(({ label, url }) => {
      const link = linkFor(url, layout);
      const text = fit(label, GOOGLE_CHAT_LIMITS.label);
      return link === null ? [] : [{ text, onClick: { openLink: { url: link } } }];
    })
    .slice(0, Math.min(layout.actions, GOOGLE_CHAT_LIMITS.buttons));
}

function linkFor(url: string | null, layout: Layout): string | null {
  return url !== null && url.length <= Math.min(layout.url, GOOGLE_CHAT_LIMITS.url) ? url : null;
}
