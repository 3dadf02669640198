import type { Tone } from '../../modules/model/event-type.js';
import type { Layout } from '../field-limits.js';
import { LAYOUTS, shown } from '../field-limits.js';
import { firstWithin, fit } from '../fit.js';
import { code, codeBlock } from '../markup/markdown.js';
import { SEPARATOR } from '../notification/glued.js';
import { fieldLine, type Field } from '../notification/fields.js';
import { fieldsWithVideo, type Notification } from '../notification/notification.js';
import { allActions, placedActions } from '../notification/placed-actions.js';
import { withZone } from '../notification/quiet-line.js';
import type { Action } from '../notification/texts.js';
import { causeSpans, joined } from '../notification/rich.js';
import { plainTitle } from '../plain-lines.js';
import { bold, BREAK, linked, markdownOf, plain, plainLines } from './gotify-markdown.js';
import type { GotifyOptions } from './gotify-options.js';

/** Limits that the gateway sets itself, for Gotify names none: UTF-16 units of the title, of the text and of an address. */
export const GOTIFY_LIMITS = { message: 16_000, title: 250, url: 2000 } as const;

/** The body of a message, as the API of Gotify describes it. */
export interface GotifyMessage {
  title: string;
  message: string;
  /** From 0 to 10. */
  priority: number;
  extras: {
    'client::display': { contentType: 'text/markdown' };
    /** Address that a tap on the notification opens, and a picture in it. */
    'client::notification'?: { click?: { url: string }; bigImageUrl?: string };
  };
}

const PRIORITIES: Readonly<Record<Tone, number>> = {
  failure: 8,
  warning: 6,
  success: 5,
  neutral: 5,
  progress: 2,
};

/**
 * Builds the message: a title and Markdown, with links where other chats have buttons. Gotify has no mentions.
 *
 * @param zone IANA name of the zone of all times: Gotify knows none of the reader
 */
export function gotifyMessage(
  notification: Notification,
  options: GotifyOptions,
  zone: string,
): GotifyMessage {
  const title = fit(plainTitle(notification, zone), GOTIFY_LIMITS.title) || 'Event';
  const message = firstWithin(
    LAYOUTS,
    (layout) => textOf(notification, layout, zone),
    ({ length }) => length,
    GOTIFY_LIMITS.message,
  );
  const { tone } = notification;
  const priority = tone === 'failure' ? (options.failurePriority ?? PRIORITIES.failure) : PRIORITIES[tone];
  return { title, message: message || plain(title, 600), priority, extras: extrasOf(notification) };
}

function extrasOf({ link, image }: Notification): GotifyMessage['extras'] {
  const [url, picture] = [linkFor(link), linkFor(image?.url)];
  const onDevice = {
    ...(url === null ? {} : { click: { url } }),
    ...(picture === null ? {} : { bigImageUrl: picture }),
  };
  return {
    'client::display': { contentType: 'text/markdown' },
    ...(url === null && picture === null ? {} : { 'client::notification': onDevice }),
  };
}

function linkFor(url: string | null | undefined, max: number = GOTIFY_LIMITS.url): string | null {
  return url && url.length <= Math.min(max, GOTIFY_LIMITS.url) ? url : null;
}

/** Writes cause and facts, message, fields, the rest of the error, links, and the quiet line: a paragraph each. */
function textOf(notification: Notification, layout: Layout, zone: string): string {
  const { detail, cause, causeDetail, facts, body } = notification;
  const actions = actionsOf(notification, layout);
  const urls = new Set(actions.map(({ url }) => url));
  const { fields, rest } = shown(
    fieldsWithVideo(notification, (url) => urls.has(url)),
    layout,
  );
  const why = [markdownOf(causeSpans(cause), layout.error), markdownOf(joined(facts), layout.facts)];
  const full = detail === 'full';
  return [
    why.filter(Boolean).join(BREAK),
    plainLines(body, layout.message),
    full
      ? fields.map((field) => fieldText(field, layout, zone)).join(BREAK)
      : markdownOf(fieldLine(fields, layout), layout.facts),
    codeBlock(causeDetail, layout.error),
    inQuietLine(notification) ? '' : actions.map(({ label, url }) => linked(label, url)).join(SEPARATOR),
    quietText(notification, layout, [zone, rest]),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function actionsOf(notification: Notification, layout: Layout): readonly Action[] {
  return allActions(notification)
    .filter(({ url }) => linkFor(url, layout.url) !== null)
    .slice(0, layout.actions);
}

function fieldText({ label, value, exact, at }: Field, layout: Layout, zone: string): string {
  const text = at === undefined ? value : `${value} ${zone}`;
  const room = layout.value + 30;
  return `${bold(`${fit(label, layout.label)}:`, layout.label + 30)} ${exact ? code(text, room) : plain(text, room)}`;
}

/** True where the quiet line has the links, and no line of their own. */
function inQuietLine(notification: Notification): boolean {
  return placedActions(notification).quiet.length > 0;
}

/** Writes the id as code, or the links in its place and it as the last of them, then the times with their zone. */
function quietText(
  notification: Notification,
  layout: Layout,
  [zone, rest]: readonly [string, string],
): string {
  const { id, link, times } = notification.quiet;
  const ways = inQuietLine(notification) ? actionsOf(notification, layout) : [];
  const links = ways.map(({ label, url }) => linked(url === link?.url ? id : label, url));
  const isLinked = ways.some(({ url }) => url === link?.url);
  const said = [
    ...(id && !isLinked ? [[{ text: id, exact: true as const }]] : []),
    ...withZone(times, zone),
    ...(rest ? [[{ text: rest }]] : []),
  ];
  return [...links, markdownOf(joined(said), 700)].filter(Boolean).join(SEPARATOR);
}
