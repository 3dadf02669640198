import type { Tone } from '../../modules/model/event-type.js';
import type { Banner, Conversation } from '../adapter.js';
import { LAYOUTS, type Layout } from '../field-limits.js';
import { firstWithin, jsonBytesOf } from '../fit.js';
import { partsOf, type Writing } from '../markup/parts.js';
import { bannerOfText } from '../notification/banner.js';
import { announcementOf, type Notification } from '../notification/notification.js';
import { plainMessage, plainTitle } from '../plain-lines.js';
import { MARKUP, parted, tagged } from './matrix-html.js';
import type { MatrixOptions } from './matrix-options.js';

/** Limits of Matrix: bytes of the content, below the 65,536 of a whole event; UTF-16 units of an address. */
export const MATRIX_LIMITS = { bytes: 30_000, url: 2000 } as const;

/** Form of the one mention that an endpoint may have in messages of failures. */
export const MENTION = /^(?:@room|@[\w.=/+-]{1,120}:[A-Za-z0-9.:[\]-]{1,120})$/;

/** The people whom a message notifies by name; an empty object keeps servers from finding names in its text. */
export type Mentions = { room: true } | { user_ids: [string] } | Record<string, never>;

export interface MatrixContent {
  msgtype: 'm.text' | 'm.notice';
  body: string;
  format: 'org.matrix.custom.html';
  formatted_body: string;
  'm.mentions': Mentions;
}

export interface MatrixMessage extends MatrixContent {
  /** The whole new message, where this one replaces another. */
  'm.new_content'?: MatrixContent;
  'm.relates_to'?: { rel_type: 'm.replace'; event_id: string };
}

const COLOURS: Readonly<Partial<Record<Tone, string>>> = { failure: '#d93025', warning: '#b06000' };

interface MessageOptions {
  readonly options: MatrixOptions;
  /** IANA name of the zone of all times: Matrix knows none of the reader. */
  readonly zone: string;
  readonly conversation: Conversation | undefined;
}

/** Builds the message, or the one that replaces the message of a conversation. */
export function matrixMessage(notification: Notification, parts: MessageOptions): MatrixMessage {
  const { as, ref } = parts.conversation ?? {};
  const eventId = as === 'edit' ? ref?.['event_id'] : undefined;
  const told = as === 'announce' ? announcementOf(notification) : notification;
  return firstWithin(
    LAYOUTS,
    (layout) => {
      const content = contentOf(told, layout, parts);
      return eventId === undefined ? content : replacing(content, eventId);
    },
    jsonBytesOf,
    MATRIX_LIMITS.bytes,
  );
}

/** Clients show the text of a message; of edits and of notices they notify nobody. */
export function matrixBanner(
  notification: Notification,
  { options, conversation }: Pick<MessageOptions, 'options' | 'conversation'>,
): Banner | null {
  return isNotice(notification, options) ? null : bannerOfText(notification, conversation?.as);
}

function isNotice({ tone }: Notification, { notices = 'except_failures' }: MatrixOptions): boolean {
  return notices === 'always' || (notices === 'except_failures' && tone !== 'failure');
}

function contentOf(
  notification: Notification,
  layout: Layout,
  { options, zone }: MessageOptions,
): MatrixContent {
  const title = plainTitle(notification, zone);
  const mention = mentionOf(notification);
  const said = plainMessage(notification, { layout, zone, isLinked: () => false });
  const html = htmlOf(notification, { markup: MARKUP, layout, zone, urlMax: MATRIX_LIMITS.url });
  const named = mention === null ? '' : ` ${mention}`;
  const [first = 'Event', ...rest] = html;
  return {
    msgtype: isNotice(notification, options) ? 'm.notice' : 'm.text',
    body: [`${parted(title) || 'Event'}${named}`, parted(said)].filter(Boolean).join('\n'),
    format: 'org.matrix.custom.html',
    formatted_body: [`${first}${named}`, ...rest].join('<br>').replaceAll('</pre><br>', '</pre>'),
    'm.mentions': mentionsOf(mention),
  };
}

function mentionOf({ mention }: Notification): string | null {
  return mention !== null && MENTION.test(mention) ? mention : null;
}

function mentionsOf(mention: string | null): Mentions {
  if (mention === null) return {};
  return mention === '@room' ? { room: true } : { user_ids: [mention] };
}

/** Writes the lines of a message: title, cause, facts, message, fields, the rest of the error, links, and the quiet line. */
function htmlOf(notification: Notification, writing: Writing): readonly string[] {
  const { title, cause, facts, history, body, fields, error, links, quiet } = partsOf(notification, writing);
  const colour = COLOURS[notification.tone];
  const why = colour === undefined ? cause : tagged('span', cause, ` data-mx-color="${colour}"`);
  return [title, why, facts, history, body, ...fields, error, links, quiet].filter(Boolean);
}

/** Makes the message that replaces another: clients that cannot replace show it with a star. An edit notifies nobody. */
function replacing(content: MatrixContent, eventId: string): MatrixMessage {
  return {
    ...content,
    body: `* ${content.body}`,
    formatted_body: `* ${content.formatted_body}`,
    'm.mentions': {},
    'm.new_content': content,
    'm.relates_to': { rel_type: 'm.replace', event_id: eventId },
  };
}
