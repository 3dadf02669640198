import type { GatewayEvent } from '../../modules/model/event.js';
import type { MessageRef } from '../../modules/model/outcome.js';
import type { Layout } from '../field-limits.js';
import { LAYOUTS, shown } from '../field-limits.js';
import { firstWithin, fit } from '../fit.js';
import { SEPARATOR } from '../notification/glued.js';
import { fieldLine, zonedValue, type Field } from '../notification/fields.js';
import { announcementOf, fieldsWithVideo, type Notification } from '../notification/notification.js';
import { titleTime, withZone, type QuietLine } from '../notification/quiet-line.js';
import type { Row } from '../notification/placed-actions.js';
import { causeSpans, joined, type Rich } from '../notification/rich.js';
import { code, codeBlock, htmlOf, linked, plain, shownLength, tagged } from './telegram-html.js';
import type { TelegramOptions } from './telegram-options.js';

/** Limits of Telegram's Bot API; UTF-16 units and counts. `markup` is what its server was seen to refuse; `entities` are pieces of markup. */
export const TELEGRAM_LIMITS = {
  text: 4096,
  markup: 9000,
  entities: 100,
  buttons: 5,
  buttonText: 60,
  callbackData: 64,
  url: 2048,
} as const;

/** Buttons of Telegram, which refuses the whole message over one to a host without a dot. */
export const TELEGRAM_ROW: Row = {
  least: 1,
  takes: (url) => url.length <= TELEGRAM_LIMITS.url && /^https?:\/\/[^/?#]*[.[]/.test(url),
};

/** Most characters of a cause in an announcement: the message that it answers has the rest. */
const ANNOUNCED_CAUSE = 300;

/** A button: it opens an address, or says its data to the bot. */
type Button = { text: string; url: string } | { text: string; callback_data: string };

export interface TelegramMessage {
  chat_id: number | string;
  /** Id of the message that is edited. */
  message_id?: number;
  /** The message that this one answers. */
  reply_parameters?: { message_id: number; allow_sending_without_reply: true };
  message_thread_id?: number;
  text: string;
  parse_mode: 'HTML';
  link_preview_options: { is_disabled: true } | { url: string; prefer_small_media: true };
  disable_notification?: true;
  reply_markup?: { inline_keyboard: Button[][] };
}

/** Form of the one mention that an endpoint may have in messages of failures: a user's name, or the number of one without. */
export const MENTION = /^@(?<name>[A-Za-z]\w{3,31})$|^tg:\/\/user\?id=(?<id>\d{1,15})$/;

/** Builds the edit of the job's message. An edit is silent, and stays where the message stands. */
export function telegramEdit(
  notification: Notification,
  options: Presented,
  event: GatewayEvent,
  ref: MessageRef,
): TelegramMessage {
  const message = telegramMessage(notification, options, event);
  const { disable_notification: _silent, message_thread_id: _thread, ...edit } = message;
  return { ...edit, chat_id: Number(ref['chat_id']), message_id: Number(ref['message_id']) };
}

/** Makes the message an answer to the job's first one; it goes alone where that was deleted. */
export function telegramReply(message: TelegramMessage, ref: MessageRef): TelegramMessage {
  const answered = { message_id: Number(ref['message_id']), allow_sending_without_reply: true } as const;
  return { ...message, reply_parameters: answered };
}

/** The options of an endpoint, and the zone of its messages. */
export interface Presented extends TelegramOptions {
  /** IANA name. */
  readonly zone: string;
}

/** Builds the short answer that announces an edit: what happened to which job, why, and its actions. */
export function telegramAnnouncement(
  notification: Notification,
  options: Presented,
  event: GatewayEvent,
): TelegramMessage {
  const {
    chat_id,
    message_thread_id: threadId,
    disable_notification: silent,
  } = telegramMessage(notification, options, event);
  const cause = htmlOf(causeSpans(notification.cause), ANNOUNCED_CAUSE, options.localTimes ?? false);
  const text = [titleOf(notification, ''), tagged('blockquote', cause)].filter(Boolean).join('\n');
  return {
    chat_id,
    ...(threadId === undefined ? {} : { message_thread_id: threadId }),
    text: text || plain(event.type, 200) || 'Event',
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...keyboardOf(buttonsOf(announcementOf(notification), LAYOUTS[0])),
    ...(silent ? { disable_notification: true } : {}),
  };
}

/** Builds the message. Telegram has no colours: the emoji of the title tells the outcome. */
export function telegramMessage(
  notification: Notification,
  options: Presented,
  event: GatewayEvent,
): TelegramMessage {
  const { chatId = '', threadId } = options;
  const built = firstWithin(
    LAYOUTS,
    (layout) => build(notification, layout, options),
    sizeOf,
    TELEGRAM_LIMITS.text,
  );
  const silent = isSilent(notification, options);
  return {
    chat_id: /^-?\d{1,15}$/.test(chatId) ? Number(chatId) : chatId,
    ...(threadId === undefined ? {} : { message_thread_id: Number(threadId) }),
    ...built,
    text: built.text || plain(event.type, 200) || 'Event',
    ...(silent ? { disable_notification: true } : {}),
  };
}

function isSilent({ tone }: Notification, { silent = 'never' }: TelegramOptions): boolean {
  return silent === 'always' || (silent === 'except_failures' && tone !== 'failure');
}

type Built = Pick<TelegramMessage, 'text' | 'parse_mode' | 'link_preview_options' | 'reply_markup'>;

/** Measures a message by the limit it is nearest to, on the scale of the text's. */
function sizeOf({ text }: Built): number {
  const { text: max, markup } = TELEGRAM_LIMITS;
  return Math.max(shownLength(text), text.length + max - markup);
}

function build(notification: Notification, layout: Layout, { localTimes = false, zone }: Presented): Built {
  const rows = buttonsOf(notification, layout);
  const urls = new Set(rows.flat().flatMap((button) => ('url' in button ? button.url : [])));
  const image = linkFor(notification.image?.url ?? null);
  const { fields, rest } = shown(
    fieldsWithVideo(notification, (url) => urls.has(url)),
    layout,
  );
  const html = (rich: Rich, max: number): string => htmlOf(rich, max, localTimes);
  return {
    text: linesOf(notification, { fields, rest, layout, html, zone: localTimes ? null : zone })
      .filter(Boolean)
      .join('\n'),
    parse_mode: 'HTML',
    link_preview_options: image ? { url: image, prefer_small_media: true } : { is_disabled: true },
    ...keyboardOf(rows),
  };
}

interface Parts {
  readonly fields: readonly Field[];
  readonly rest: string;
  readonly layout: Layout;
  readonly html: (rich: Rich, max: number) => string;
  /** Zone of the times; null where they are shown in the reader's. */
  readonly zone: string | null;
}

/** Writes title, cause, facts, message, fields, the rest of the error, and the quiet line. */
function linesOf(notification: Notification, { fields, rest, layout, html, zone }: Parts): string[] {
  const { detail, cause, causeDetail, facts, body, quiet, history } = notification;
  const zoned = (line: readonly Rich[]): readonly Rich[] => (zone === null ? line : withZone(line, zone));
  const isFull = detail === 'full';
  return [
    titleOf(notification, html(titleTime(notification, zone), 60)),
    tagged('blockquote', html(causeSpans(cause), layout.error)),
    html(joined(facts), layout.facts),
    html(joined(zoned(history)), 500),
    body && plain(body, layout.message),
    ...(isFull ? fieldLines(fields, layout, html) : [html(fieldLine(fields, layout), layout.facts)]),
    causeDetail && codeBlock(causeDetail, layout.error),
    [idOf(quiet, layout), html(joined(zoned(quiet.times)), 600), plain(rest, 60)]
      .filter(Boolean)
      .join(SEPARATOR),
  ];
}

/** Writes the id, as a link where it leads somewhere. */
function idOf({ id, link }: QuietLine, layout: Layout): string {
  const url = link !== null && link.url.length <= layout.url ? linkFor(link.url) : null;
  return url === null || id === '' ? plain(id, 600) : linked(url, plain(id, 600));
}

/** Writes what happened, then which job, as the link, and when; last the mention. */
function titleOf({ emoji, headline, subject, link, mention }: Notification, time: string): string {
  const url = linkFor(link);
  const text = subject || headline;
  const named = url ? linked(url, plain(text, 400)) : plain(text, 400);
  const words = subject ? `${plain(`${headline}:`, 300)} ${named}` : named;
  return [plain(emoji, 20), tagged('b', words) + time, mentionOf(mention)].filter(Boolean).join(' ');
}

function mentionOf(mention: string | null): string {
  const { name, id } = MENTION.exec(mention ?? '')?.groups ?? {};
  if (name) return `@${name}`;
  return id ? linked(`tg://user?id=${id}`, 'notified') : '';
}

function fieldLines(fields: readonly Field[], layout: Layout, html: Parts['html']): string[] {
  return fields.map((field) => {
    const label = tagged('b', plain(`${fit(field.label, layout.label)}:`, layout.label + 30));
    const value =
      field.at === undefined
        ? (field.exact ? code : plain)(field.value, layout.value)
        : html([{ text: zonedValue(field), at: field.at }], layout.value);
    return `${label} ${value}`;
  });
}

/** Buttons of a row: a compact message has one row. */
const IN_ROW = { compact: 3, standard: 2, full: 2 } as const;

/** Sets buttons in rows. */
function buttonsOf(notification: Notification, layout: Layout): Button[][] {
  const buttons = notification.actions.flatMap(({ label, url, button }): Button[] => {
    const text = fit(label, TELEGRAM_LIMITS.buttonText);
    if (button !== undefined) return [{ text, callback_data: button }];
    const link = linkFor(url);
    return link === null ? [] : [{ text, url: link }];
  });
  const kept = buttons.slice(0, layout.actions);
  const inRow = IN_ROW[notification.detail];
  return kept.flatMap((_, at) => (at % inRow === 0 ? [kept.slice(at, at + inRow)] : []));
}

function keyboardOf(rows: Button[][]): Pick<TelegramMessage, 'reply_markup'> {
  return rows.length > 0 ? { reply_markup: { inline_keyboard: rows } } : {};
}

function linkFor(url: string | null): string | null {
  return url !== null && TELEGRAM_ROW.takes(url) ? url : null;
}
