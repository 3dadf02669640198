import type { Layout } from '../field-limits.js';
import { LAYOUTS } from '../field-limits.js';
import { cleanLine } from '../clean-text.js';
import { cut, firstWithin } from '../fit.js';
import { linkFor, partsOf } from '../markup/parts.js';
import { SEPARATOR } from '../notification/glued.js';
import { withZone } from '../notification/quiet-line.js';
import { textOf } from '../notification/rich.js';
import { unlinked } from '../plain-lines.js';
import type { Notification } from '../notification/notification.js';
import type { ZulipOptions } from './zulip-options.js';
import { MARKUP } from './zulip-text.js';

/** Limits of Zulip, code points: below the 10,000 of a message; the topic; the room that the gateway gives an address. */
export const ZULIP_LIMITS = { content: 9_500, topic: 60, url: 2000 } as const;

/** Form of the one mention that an endpoint may have in messages of failures. */
export const MENTION = /^@(?:\*\*[^*\n`]{1,120}\*\*|\*[^*\n`]{1,100}\*)$/;

/** Fields of the form that sends a message to a channel. */
export interface ZulipMessage {
  type: 'stream';
  to: string;
  topic: string;
  content: string;
}

/** Counts code points, as Zulip does. */
export function pointsIn(text: string): number {
  let points = 0;
  for (const _ of text) points += 1;
  return points;
}

/** Writes the content of a message: title, cause, facts, message, fields, the rest of the error, links, and the quiet line. */
export function contentOf(notification: Notification, zone: string): string {
  return firstWithin(LAYOUTS, (layout) => build(notification, layout, zone), pointsIn, ZULIP_LIMITS.content);
}

function build(notification: Notification, layout: Layout, zone: string): string {
  const { mention, image } = notification;
  const writing = { markup: MARKUP, layout, zone, urlMax: ZULIP_LIMITS.url };
  // Zulip would write the day of a time too, for which a phone has no room in the title.
  const when = withZone(notification.when, zone).map((line) => [{ text: textOf(line) }]);
  const { title, cause, facts, history, body, fields, error, links, quiet } = partsOf(
    { ...notification, when },
    writing,
  );
  const named = mention !== null && MENTION.test(mention) ? ` ${mention}` : '';
  const address = linkFor(image?.url, writing);
  const picture = address === null ? '' : MARKUP.link('Picture', address, 40);
  const places = [links, picture].filter(Boolean).join(SEPARATOR);
  return [
    `${title || 'Event'}${named}`,
    cause && `> ${cause}\n`,
    facts,
    history,
    body,
    ...fields,
    error,
    places,
    quiet,
  ]
    .filter(Boolean)
    .join('\n');
}

/** Builds the message. Without a topic of its own the endpoint's is the name of the gateway; a job's is its id. */
export function zulipMessage(
  notification: Notification,
  { channel = '', topic, threads = 'none' }: ZulipOptions,
  { brand, zone }: { readonly brand: string; readonly zone: string },
): ZulipMessage {
  const chosen = topic ?? (threads === 'job' ? notification.about : '');
  const named = unlinked(cleanLine(chosen, 200) || cleanLine(brand, 200)) || 'Jobs';
  return {
    type: 'stream',
    to: channel,
    topic: cut(named, ZULIP_LIMITS.topic).trim() || 'Jobs',
    content: contentOf(notification, zone),
  };
}
