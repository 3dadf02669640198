import { shown, type Layout } from './field-limits.js';
import { fit } from './fit.js';
import { SEPARATOR } from './notification/glued.js';
import { fieldLine, type Field } from './notification/fields.js';
import { fieldsWithVideo, type Notification } from './notification/notification.js';
import { quietParts, titleTime, withZone } from './notification/quiet-line.js';
import { joined, textOf, type Rich } from './notification/rich.js';

/** A character of no width. */
const APART = '\u{200b}';

/** Parts the schemes and the `www` of addresses from what follows, so that apps make no links of foreign text. */
export function unlinked(text: string): string {
  return text.replace(/(?<=:)(?=\/\/)|(?<=(?<![a-z\d])www)(?=\.)/giu, APART);
}

interface PlainOptions {
  readonly layout: Layout;
  /** IANA name of the zone of all times, for platforms that know none of the reader. */
  readonly zone: string;
  /** True for an address that the message links to. */
  readonly isLinked: (url: string) => boolean;
}

/**
 * Writes a notification without its title as plain text: cause, facts, message and fields, the rest of the error between empty lines,
 * and the quiet line. Nothing in the text becomes a link of itself.
 */
export function plainMessage(notification: Notification, { layout, zone, isLinked }: PlainOptions): string {
  const { detail, cause, causeDetail, facts, body, quiet } = notification;
  const { fields, rest } = shown(fieldsWithVideo(notification, isLinked), layout);
  const said = [
    fit(cause, layout.error),
    fit(textOf(joined(facts)), layout.facts),
    fit(textOf(joined(withZone(notification.history, zone))), 600),
    fit(body, layout.message),
    ...(detail === 'full'
      ? fields.map((field) => fieldText(field, layout, zone))
      : [fit(textOf(fieldLine(fields, layout)), layout.facts)]),
  ];
  const error = fit(causeDetail, layout.error);
  const paragraphs = [said.filter(Boolean).join('\n'), error, quietText(quietParts(quiet), rest, zone)];
  return unlinked(paragraphs.filter(Boolean).join(error ? '\n\n' : '\n'));
}

/** Writes the title with the time of a message that has no quiet line, for platforms whose title is plain text. */
export function plainTitle(notification: Notification, zone: string): string {
  return notification.title + textOf(titleTime(notification, zone));
}

function fieldText({ label, value, at }: Field, layout: Layout, zone: string): string {
  const text = fit(value, layout.value);
  return `${fit(label, layout.label)}: ${at === undefined ? text : `${text} ${zone}`}`;
}

/** Writes ids and times, with the zone of the times behind them. */
export function quietText(quiet: readonly Rich[], rest: string, zone: string): string {
  const said = [...withZone(quiet, zone).map(textOf), rest];
  return fit(said.filter(Boolean).join(SEPARATOR), 600);
}
