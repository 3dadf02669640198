import { LAYOUTS, type Layout } from '../field-limits.js';
import { bytesOf, firstWithin, fitBytes } from '../fit.js';
import { linkFor, partsOf, type Parts } from '../markup/parts.js';
import { SEPARATOR } from '../notification/glued.js';
import type { Notification } from '../notification/notification.js';
import { unlinked } from '../plain-lines.js';
import { MARKUP } from './webex-text.js';

/**
 * Limits of Webex, bytes of UTF-8, of the message; the room that the gateway gives to its form for notifications and clients without
 * Markdown, bytes (Webex takes 7,439), and to an address, UTF-16 units.
 */
export const WEBEX_LIMITS = { markdown: 7439, text: 1000, url: 1500 } as const;

/** Form of the one mention that an endpoint may have in messages of failures. */
export const MENTION =
  /^<@(?:all|personEmail:[^\s<>|@]{1,64}@[^\s<>|@]{1,120}(?:\|[^<>|\n]{1,80})?|personId:[\w=+/-]{8,120}(?:\|[^<>|\n]{1,80})?)>$/;

/** Text of a message: in Markdown, and without. */
export interface WebexContent {
  readonly markdown: string;
  readonly text: string;
}

/** Length to which a message is written: signs of three bytes and escaped ones may leave no room for the less telling parts. */
interface Form {
  readonly layout: Layout;
  readonly leftOut: readonly (keyof Parts)[];
}

const LEAST = LAYOUTS.at(-1)!;
const FORMS: readonly [Form, ...Form[]] = [
  { layout: LAYOUTS[0], leftOut: [] },
  ...LAYOUTS.slice(1).map((layout) => ({ layout, leftOut: [] })),
  { layout: LEAST, leftOut: ['fields', 'error'] },
  { layout: LEAST, leftOut: ['fields', 'error', 'history', 'body', 'links', 'quiet'] },
];

/**
 * Writes a message: title, cause, facts, the steps of a message that is edited, text, fields, the rest of the error, links, and the
 * quiet line.
 *
 * @param zone IANA name of the zone of all times: Webex knows none of the reader
 */
export function webexContent(notification: Notification, zone: string): WebexContent {
  return {
    markdown: firstWithin(
      FORMS,
      (form) => markdownOf(notification, form, zone),
      bytesOf,
      WEBEX_LIMITS.markdown,
    ),
    text: fitBytes(unlinked(notification.plain || notification.title), WEBEX_LIMITS.text) || 'Event',
  };
}

function markdownOf(notification: Notification, { layout, leftOut }: Form, zone: string): string {
  const { mention, image } = notification;
  const writing = { markup: MARKUP, layout, zone, urlMax: WEBEX_LIMITS.url };
  const parts = partsOf(notification, writing);
  const part = (name: Exclude<keyof Parts, 'fields'>): string => (leftOut.includes(name) ? '' : parts[name]);
  const named = mention !== null && MENTION.test(mention) ? ` ${mention}` : '';
  const address = linkFor(image?.url, writing);
  const picture = address === null ? '' : MARKUP.link('Picture', address, 40);
  const lines = [
    part('facts'),
    part('history'),
    part('body'),
    ...(leftOut.includes('fields') ? [] : parts.fields),
  ];
  const last = [
    [part('links'), leftOut.includes('links') ? '' : picture].filter(Boolean).join(SEPARATOR),
    part('quiet'),
  ];
  return [
    `${parts.title || 'Event'}${named}`,
    parts.cause && `> ${parts.cause}`,
    inLines(lines),
    part('error'),
    inLines(last),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Joins lines of a paragraph: Markdown breaks a line where two spaces end it. */
function inLines(lines: readonly string[]): string {
  return lines.filter(Boolean).join('\n').replaceAll('\n', '  \n');
}
