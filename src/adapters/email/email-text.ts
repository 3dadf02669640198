import { fit } from '../fit.js';
import { zonedValue } from '../notification/fields.js';
import type { Notification } from '../notification/notification.js';
import { allActions } from '../notification/placed-actions.js';
import { joined, textOf } from '../notification/rich.js';
import { unlinked } from '../plain-lines.js';
import { quietOf, type Shown } from './email-html.js';

/** Lays a notification out as plain text, for programs that show no HTML. */
export function plainTextOf(notification: Notification, { fields, rest, layout, zone }: Shown): string {
  const { title, link, cause, causeDetail, facts, body, quiet } = notification;
  const parts: readonly (readonly string[])[] = [
    [unlinked(title), link !== null && link.length <= layout.url ? link : ''],
    [cause && `> ${unlinked(cause)}`, unlinked(textOf(joined(facts)))],
    [fit(unlinked(body), layout.message)],
    fields.map((field) => {
      const value = zonedValue(field);
      return `${fit(field.label, layout.label)}: ${fit(field.exact ? value : unlinked(value), layout.value)}`;
    }),
    [fit(unlinked(causeDetail), layout.error)],
    allActions(notification)
      .filter(({ url }) => url.length <= layout.url)
      .slice(0, layout.actions)
      .map(({ label, url }) => `${label}: ${url}`),
    [unlinked(textOf(quietOf(quiet, zone))), rest],
  ];
  const paragraphs = parts.map((lines) => lines.filter((line) => line !== '').join('\n'));
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}
