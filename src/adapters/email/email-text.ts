import { fit } from '../fit.js';
import { allActions, type Notification } from '../notification/notification.js';
import { joined, textOf } from '../notification/rich.js';
import { quietOf, type Shown } from './email-html.js';

/** Lays a notification out as plain text, for programs that show no HTML. */
export function plainTextOf(notification: Notification, { fields, rest, layout, zone }: Shown): string {
  const { title, link, cause, causeDetail, facts, body, quiet } = notification;
  const parts: readonly (readonly string[])[] = [
    [title, link !== null && link.length <= layout.url ? link : ''],
    [cause && `> ${cause}`, textOf(joined(facts))],
    [fit(body, layout.message)],
    fields.map(({ label, value }) => `${fit(label, layout.label)}: ${fit(value, layout.value)}`),
    [fit(causeDetail, layout.error)],
    allActions(notification)
      .filter(({ url }) => url.length <= layout.url)
      .slice(0, layout.actions)
      .map(({ label, url }) => `${label}: ${url}`),
    [textOf(quietOf(quiet, zone)), rest],
  ];
  const paragraphs = parts.map((lines) => lines.filter((line) => line !== '').join('\n'));
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}
