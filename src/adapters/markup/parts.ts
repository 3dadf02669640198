import { shown, type Layout } from '../field-limits.js';
import { fit } from '../fit.js';
import { SEPARATOR } from '../notification/glued.js';
import { fieldLine, type Field } from '../notification/fields.js';
import { fieldsWithVideo, type Notification } from '../notification/notification.js';
import { titleTime, withZone, type QuietLine } from '../notification/quiet-line.js';
import { placedActions } from '../notification/placed-actions.js';
import { causeSpans, joined } from '../notification/rich.js';
import type { Action } from '../notification/texts.js';
import { richText, type Markup } from './markup.js';

/** Settings for writing the parts of a message. */
export interface Writing {
  readonly markup: Markup;
  readonly layout: Layout;
  /** Longest address that the platform takes, UTF-16 units. */
  readonly urlMax: number;
  /** IANA name of the zone of times that the platform cannot show in the reader's. */
  readonly zone: string;
}

/** The parts of a message in the markup of a platform; an empty text or list where there is none. */
export interface Parts {
  /** Emoji, what happened, which job, as the link, and when, where the quiet line does not tell it. */
  readonly title: string;
  /** The line of the error that says why. */
  readonly cause: string;
  readonly facts: string;
  /** The steps of an edited message, with their times. */
  readonly history: string;
  readonly body: string;
  /** A line for each field of a full message; else one line for all. */
  readonly fields: readonly string[];
  /** The rest of the error. */
  readonly error: string;
  /** Links to where people go next, on one line. */
  readonly links: string;
  /** Id and times. */
  readonly quiet: string;
}

const [HEADLINE, SUBJECT, LABEL, QUIET] = [300, 400, 80, 600];

/** Writes a notification part by part, for platforms whose messages are text with markup. */
export function partsOf(notification: Notification, writing: Writing): Parts {
  const { markup, layout } = writing;
  const { detail, cause, causeDetail, facts, body, quiet } = notification;
  const { fields, rest } = fieldsOf(notification, writing);
  const placed = placedActions(notification);
  return {
    title: titleOf(notification, writing),
    cause: richText(causeSpans(cause), layout.error, markup),
    facts: richText(joined(facts), layout.facts, markup),
    history: historyOf(notification, writing),
    body: body && markup.lines(body, layout.message),
    fields:
      detail === 'full'
        ? fields.map((field) => labelled(field, writing))
        : [richText(fieldLine(fields, layout), layout.facts, markup)].filter(Boolean),
    error: causeDetail && markup.block(causeDetail, layout.error),
    links: linksOf(placed.row, writing).join(SEPARATOR),
    quiet: [...linksOf(placed.quiet, writing), quietOf(quiet, rest, writing)].filter(Boolean).join(SEPARATOR),
  };
}

/** Picks the fields that a layout shows, with the address of the video where no link leads to it. */
export function fieldsOf(notification: Notification, writing: Writing): ReturnType<typeof shown> {
  const linked = new Set(linkedOf(notification.actions, writing).map(({ url }) => url));
  return shown(
    fieldsWithVideo(notification, (url) => linked.has(url)),
    writing.layout,
  );
}

/** Writes the value of a field, with the zone behind a moment that the platform cannot show in the reader's. */
export function valueOf({ value, exact, at }: Field, { markup, layout, zone }: Writing): string {
  if (at !== undefined) {
    const text = markup.time ? value : `${value} ${zone}`;
    return richText([{ text, at, style: 'datetime' }], layout.value + 60, markup);
  }
  return (exact ? markup.code : markup.plain)(value, layout.value + 30);
}

function labelled(field: Field, writing: Writing): string {
  const { markup, layout } = writing;
  return `${markup.bold(`${fit(field.label, layout.label)}:`, layout.label + LABEL)} ${valueOf(field, writing)}`;
}

function titleOf(notification: Notification, writing: Writing): string {
  const { emoji, headline, subject, link } = notification;
  const { markup, zone } = writing;
  const url = linkFor(link, writing);
  const named = (text: string, max: number): string =>
    url === null ? markup.bold(text, max) : markup.link(text, url, max);
  const words = subject
    ? [markup.bold(`${headline}:`, HEADLINE), named(subject, SUBJECT)]
    : [named(headline, HEADLINE)];
  const time = richText(titleTime(notification, markup.time ? null : zone), LABEL, markup);
  return [markup.plain(emoji, 40), ...words].filter(Boolean).join(' ') + time;
}

function linksOf(actions: readonly Action[], writing: Writing): readonly string[] {
  return linkedOf(actions, writing).map(({ label, url }) => writing.markup.link(label, url, 200));
}

/** Picks the actions that a layout has links for. */
function linkedOf(actions: readonly Action[], writing: Writing): readonly Action[] {
  return actions.filter(({ url }) => linkFor(url, writing) !== null).slice(0, writing.layout.actions);
}

/** Writes the id, as a link where it leads somewhere, then the times, with their zone where it is not the reader's. */
function quietOf({ id, link, times }: QuietLine, rest: string, writing: Writing): string {
  const { markup, zone } = writing;
  const url = linkFor(link?.url, writing);
  const name = url === null || id === '' ? markup.plain(id, QUIET) : markup.link(id, url, QUIET);
  const said = [...(markup.time ? times : withZone(times, zone)), ...(rest ? [[{ text: rest }]] : [])];
  return [name, richText(joined(said), QUIET, markup)].filter(Boolean).join(SEPARATOR);
}

/** Writes the steps of an edited message, with the zone of their times where it is not the reader's. */
function historyOf({ history }: Notification, { markup, zone }: Writing): string {
  return richText(joined(markup.time ? history : withZone(history, zone)), QUIET, markup);
}

/** Keeps an address that has room as it stands in a link. */
export function linkFor(url: string | null | undefined, { markup, layout, urlMax }: Writing): string | null {
  return url && markup.address(url).length <= Math.min(layout.url, urlMax) ? url : null;
}
