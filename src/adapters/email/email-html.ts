import { cleanLine } from '../clean-text.js';
import { withEntities } from '../entities.js';
import type { Tone } from '../../modules/model/event-type.js';
import type { Layout } from '../field-limits.js';
import { fit } from '../fit.js';
import { SEPARATOR } from '../notification/glued.js';
import { firstLines } from '../notification/banner.js';
import { fieldLine, zonedValue, type Field } from '../notification/fields.js';
import type { Notification } from '../notification/notification.js';
import { causeSpans, joined, type Rich } from '../notification/rich.js';
import { allActions, placedActions } from '../notification/placed-actions.js';
import { unlinked } from '../plain-lines.js';
import { quietParts, withZone, type QuietLine } from '../notification/quiet-line.js';

const COLOURS: Readonly<Record<Tone, string>> = {
  success: '#2e9e5b',
  failure: '#d13438',
  warning: '#e8a317',
  progress: '#2f80ed',
  neutral: '#8a94a6',
};
const MONO = 'font-family:Consolas,Menlo,monospace;font-size:13px';
const SOFT = 'color:#6b7280;font-size:12px';

/** Writes a text so that mail programs show it as it is. */
export function escapeHtml(text: string): string {
  return withEntities(text, /[&<>"']/g);
}

/** Writes foreign text so that mail programs show it as it is, and make no links of the addresses in it. */
function prose(text: string): string {
  return escapeHtml(unlinked(text));
}

/** The parts of a message that both its forms show. */
export interface Shown {
  readonly fields: readonly Field[];
  readonly rest: string;
  readonly layout: Layout;
  /** Name of the zone of all times. */
  readonly zone: string;
}

/** Longest preheader, UTF-16 units: as much as lists of mails and notifications show. */
const PREHEADER = 200;
const HIDDEN = 'display:none;max-height:0;overflow:hidden;font-size:1px;line-height:1px';

/** Writes what lists of mails and notifications show beside the subject: why, and what else there is to know. */
export function preheaderOf(notification: Notification): string {
  return cleanLine(firstLines(notification).replaceAll('\n', ' · '), PREHEADER);
}

/** Lays a notification out as HTML: a table with inline styles, which all common mail programs show; nothing is loaded from elsewhere. */
export function htmlOf(
  notification: Notification,
  { preheader, ...shown }: Shown & { readonly preheader: string },
): string {
  const { tone } = notification;
  const rows = rowsOf(notification, shown)
    .filter((row) => row !== '')
    .map((row) => `<tr><td style="padding:3px 0">${row}</td></tr>`);
  const table = 'role="presentation" cellpadding="0" cellspacing="0"';
  return [
    '<!doctype html><html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">',
    '<meta name="viewport" content="width=device-width"></head><body style="margin:0;padding:16px">',
    preheader && `<div style="${HIDDEN}">${prose(preheader)}</div>`,
    `<table ${table} style="width:100%;max-width:600px;border-left:4px solid ${COLOURS[tone]};font-family:Segoe UI,Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.45">`,
    `<tr><td style="padding:2px 0 2px 14px"><table ${table} style="width:100%">`,
    rows.join(''),
    '</table></td></tr></table></body></html>',
  ].join('');
}

function rowsOf(notification: Notification, { fields, rest, layout, zone }: Shown): string[] {
  const { detail, cause, causeDetail, facts, body } = notification;
  return [
    titleOf(notification, layout),
    cause &&
      `<div style="padding:2px 0 2px 10px;border-left:3px solid #c4c9ce">${richOf(causeSpans(cause), layout.error)}</div>`,
    richOf(joined(facts), layout.facts),
    body && inLines(fit(body, layout.message)),
    detail === 'full' ? tableOf(fields, layout) : richOf(fieldLine(fields, layout), layout.facts),
    causeDetail &&
      `<pre style="margin:0;padding:8px 10px;border:1px solid #c4c9ce;border-radius:4px;white-space:pre-wrap;${MONO}">${prose(fit(causeDetail, layout.error))}</pre>`,
    linksOf(notification, layout),
    `<span style="${SOFT}">${quietHtml(notification, { rest, layout, zone })}</span>`,
  ];
}

function titleOf({ emoji, headline, subject, link }: Notification, { url: max }: Layout): string {
  const linked = (text: string): string =>
    link !== null && link.length <= max ? anchor(link, text) : prose(text);
  const words = subject ? `${prose(headline)}: ${linked(subject)}` : linked(headline);
  return `<strong style="font-size:17px">${emoji ? `${escapeHtml(emoji)} ` : ''}${words}</strong>`;
}

function linksOf(notification: Notification, { url: max, actions: count }: Layout): string {
  // The quiet line has the other links where it begins with one.
  if (placedActions(notification).quiet.length > 0) return '';
  return allActions(notification)
    .filter(({ url }) => url.length <= max)
    .slice(0, count)
    .map(({ label, url }) => anchor(url, label))
    .join(SEPARATOR);
}

function anchor(url: string, text: string): string {
  return `<a href="${escapeHtml(url)}">${prose(text)}</a>`;
}

function tableOf(fields: readonly Field[], layout: Layout): string {
  const rows = fields.map((field) => {
    const { label, exact } = field;
    const text = (exact ? escapeHtml : prose)(fit(zonedValue(field), layout.value));
    const shown = exact ? `<span style="${MONO}">${text}</span>` : text;
    return `<tr><td style="padding:2px 12px 2px 0;vertical-align:top;${SOFT}">${prose(fit(label, layout.label))}</td><td style="padding:2px 0;word-break:break-word">${shown}</td></tr>`;
  });
  return rows.length === 0 ? '' : `<table role="presentation" cellspacing="0">${rows.join('')}</table>`;
}

/** Writes the way to the job where it has no link above, the id, as a link where it leads somewhere then, times, and what is left out. */
function quietHtml(
  notification: Notification,
  { rest, layout: { url: max }, zone }: Pick<Shown, 'rest' | 'layout' | 'zone'>,
): string {
  const { id, link, times } = notification.quiet;
  const ways = placedActions(notification).quiet.filter(({ url }) => url.length <= max);
  const isLinked = ways.length > 0 && link !== null && link.url.length <= max && id !== '';
  const parts = [
    ...ways.map(({ label, url }) => anchor(url, label)),
    ...(isLinked ? [anchor(link.url, id), richOf(quietOf({ id: '', times }, zone), 600)] : []),
    ...(isLinked ? [] : [richOf(quietOf({ id, times }, zone), 600)]),
    escapeHtml(rest),
  ];
  return parts.filter(Boolean).join(SEPARATOR);
}

/** Adds the zone to a line that has times. */
export function quietOf(quiet: Pick<QuietLine, 'id' | 'times'>, zone: string): Rich {
  return joined(withZone(quietParts(quiet), zone));
}

function richOf(rich: Rich, max: number): string {
  let room = max;
  let html = '';
  for (const { text, strong, exact } of rich) {
    const part = room > 0 ? fit(text, room) : '';
    room -= part.length;
    const inner = (exact ? escapeHtml : prose)(part);
    if (inner === '') continue;
    const styled = exact ? `<span style="${MONO}">${inner}</span>` : inner;
    html += strong ? `<strong>${styled}</strong>` : styled;
  }
  return html;
}

function inLines(text: string): string {
  return prose(text).replaceAll('\n', '<br>');
}
