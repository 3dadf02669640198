import type { Tone } from '../../modules/model/event-type.js';
import { fit } from '../fit.js';
import { SEPARATOR } from '../notification/glued.js';
import { fieldLine, type Field } from '../notification/fields.js';
import { fieldsWithVideo, type Notification } from '../notification/notification.js';
import { allActions, placedActions } from '../notification/placed-actions.js';
import { isEmpty, quietParts, type QuietLink } from '../notification/quiet-line.js';
import { causeSpans, joined } from '../notification/rich.js';
import type { Action } from '../notification/texts.js';
import { quietText } from '../plain-lines.js';
import { bold, htmlOf, linked, plain } from './pushover-html.js';
import type { PushoverOptions } from './pushover-options.js';

/** Limits of Pushover, characters; the gateway counts UTF-16 units, of which a character has one or two. */
export const PUSHOVER_LIMITS = { message: 1024, title: 250, url: 512, urlTitle: 100 } as const;

/** Room for the parts of a message, UTF-16 units once escaped. */
const ROOM = {
  quiet: 220,
  cause: 300,
  facts: 300,
  body: 400,
  error: 500,
  label: 40,
  value: 120,
  line: 300,
} as const;
/** Interval and duration of the repetitions of a message of priority 2, s. */
const EMERGENCY = { retry: 60, expire: 3600 } as const;

export interface PushoverMessage {
  token: string;
  user: string;
  title: string;
  message: string;
  html: 1;
  /** From -2 to 2. */
  priority: number;
  retry?: number;
  expire?: number;
  /** Unix s: shown in the zone of the reader. */
  timestamp?: number;
  url?: string;
  url_title?: string;
  sound?: string;
  device?: string;
  /** Seconds. */
  ttl?: number;
  /** Tags of an emergency, with commas between. */
  tags?: string;
}

const PRIORITIES: Readonly<Record<Tone, number>> = {
  failure: 1,
  warning: 0,
  success: 0,
  neutral: 0,
  progress: -1,
};

/**
 * Builds the message: a title, HTML, and one link below it. Pushover has no mentions.
 *
 * @param zone IANA name of the zone of times in the text; the time of the event is shown in that of the reader
 */
export function pushoverMessage(
  notification: Notification,
  options: PushoverOptions,
  zone: string,
): PushoverMessage {
  const { tone, ended } = notification;
  const { token = '', user = '', sound, device, ttl, tags } = options;
  const title = fit(notification.title, PUSHOVER_LIMITS.title) || 'Event';
  const all = notification.detail === 'compact' ? notification.actions : allActions(notification);
  const actions = all.filter(({ url }) => url.length <= PUSHOVER_LIMITS.url);
  const priority = tone === 'failure' ? (options.failurePriority ?? PRIORITIES.failure) : PRIORITIES[tone];
  return {
    token,
    user,
    title,
    message: textOf(notification, actions, zone) || plain(title, 600),
    html: 1,
    priority,
    ...(priority === 2 ? { ...EMERGENCY, ...(tags === undefined ? {} : { tags }) } : {}),
    ...(priority === 2 || ttl === undefined ? {} : { ttl }),
    ...(ended > 0 ? { timestamp: Math.trunc(ended / 1000) } : {}),
    ...linkOf(actions[0], hasIdInLink(notification) ? notification.quiet.id : ''),
    ...(sound === undefined ? {} : { sound }),
    ...(device === undefined ? {} : { device }),
  };
}

/** Writes the link below the message, with the id where it has no line of its own. */
function linkOf(action: Action | undefined, id: string): Pick<PushoverMessage, 'url' | 'url_title'> {
  if (action === undefined) return {};
  const title = [action.label, id].filter(Boolean).join(SEPARATOR);
  return { url: action.url, url_title: fit(title, PUSHOVER_LIMITS.urlTitle) };
}

/** Writes one part of a message in at most `room` UTF-16 units; empty where it says nothing. */
type Write = (room: number) => string;

/** Writes cause, facts, text, the rest of the error, fields and links as far as there is room, and the quiet line, in a compact message behind the links. */
function textOf(notification: Notification, actions: readonly Action[], zone: string): string {
  const quiet = quietLine(notification, zone);
  const parts: string[] = [];
  let room = PUSHOVER_LIMITS.message - quiet.length - 3;
  for (const write of writersOf(notification, actions, zone)) {
    const part = room > 20 ? write(room - 1) : '';
    if (part === '') continue;
    parts.push(part);
    room -= part.length + 1;
  }
  const isPlaced = hasIdInLink(notification) || hasRow(notification);
  const links = isPlaced ? '' : linksText(actions.slice(1), room - 1);
  const last = [links, quiet].filter(Boolean).join(notification.detail === 'compact' ? SEPARATOR : '\n');
  return [...parts, last].filter(Boolean).join('\n').trim();
}

function writersOf(notification: Notification, actions: readonly Action[], zone: string): readonly Write[] {
  const { detail, cause, causeDetail, body } = notification;
  const urls = new Set(actions.map(({ url }) => url));
  const fields = fieldsWithVideo(notification, (url) => urls.has(url));
  const within =
    (max: number, write: Write): Write =>
    (room) =>
      write(Math.min(max, room));
  return [
    within(ROOM.cause, (room) => htmlOf(causeSpans(cause), room)),
    (room) => factsText(notification, actions, room),
    within(ROOM.body, (room) => plain(body, room)),
    within(ROOM.error, (room) => apart(plain(causeDetail, room - 2))),
    ...(detail === 'full'
      ? fields.map((field) => (room: number) => fieldText(field, zone, room))
      : [within(ROOM.line, (room) => htmlOf(fieldLine(fields, ROOM), room))]),
  ];
}

/** True for a compact message whose one action is the link below: the link has the id, and the facts end with the way to the delivery. */
function hasIdInLink(notification: Notification): boolean {
  const { row, quiet } = placedActions(notification);
  const [way] = quiet;
  return row.length === 0 && way !== undefined && way.url.length <= PUSHOVER_LIMITS.url;
}

/** True for a compact message that says why and has a row of actions in the place of its quiet line: its facts end with them. */
function hasRow({ detail, cause, quiet }: Notification): boolean {
  return detail === 'compact' && cause !== '' && isEmpty(quiet);
}

function factsText(notification: Notification, actions: readonly Action[], max: number): string {
  const { facts, quiet } = notification;
  const said = htmlOf(joined(facts), Math.min(ROOM.facts, max));
  const ways = hasRow(notification) ? actions.slice(1) : hasIdInLink(notification) ? [quiet.link] : [];
  const links = ways.flatMap((way) => (way !== null && way.url.length <= PUSHOVER_LIMITS.url ? [way] : []));
  return [said, linksText(links, max - said.length - 3)].filter(Boolean).join(SEPARATOR);
}

/** Sets a text between empty lines. */
function apart(text: string): string {
  return text === '' ? '' : `\n${text}\n`;
}

/** Writes a field where all of it has room. */
function fieldText({ label, value, at }: Field, zone: string, room: number): string {
  const shown = at === undefined ? value : `${value} ${zone}`;
  const line = `${bold(`${fit(label, ROOM.label)}:`, 100)} ${plain(shown, ROOM.value)}`;
  return line.length <= room ? line : '';
}

/** Writes the links that have room, each of them whole. */
function linksText(actions: readonly QuietLink[], room: number): string {
  return actions.reduce((text, { label, url }) => {
    const before = text === '' ? '' : text + SEPARATOR;
    const link = linked(label, url, room - before.length);
    return link === '' ? text : before + link;
  }, '');
}

/** Writes the id, and where the message is not compact the times too; that of the event stands beside the message. */
function quietLine(notification: Notification, zone: string): string {
  const { detail, quiet, ended } = notification;
  if (detail !== 'compact' || ended <= 0) return plain(quietText(quietParts(quiet), '', zone), ROOM.quiet);
  if (hasIdInLink(notification)) return '';
  const { id, link } = quiet;
  return (link && linked(id, link.url, ROOM.quiet)) || plain(id, ROOM.quiet);
}
