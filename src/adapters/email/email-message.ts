import { createHash } from 'node:crypto';
import type { GatewayEvent } from '../../modules/model/event.js';
import type { MailMessage } from '../../modules/model/mail-message.js';
import { isOwnEvent } from '../../modules/model/system-events.js';
import type { Target } from '../adapter.js';
import { cleanLine } from '../clean-text.js';
import { LAYOUTS, shown, type Layout } from '../field-limits.js';
import { firstWithin } from '../fit.js';
import { plausible } from '../instant.js';
import { fieldsWithVideo, type Notification } from '../notification/notification.js';
import { allActions } from '../notification/placed-actions.js';
import { lineOf, parseData } from '../plain-value.js';
import { htmlOf, preheaderOf } from './email-html.js';
import { addressesOf, domainOf, type EmailOptions } from './email-options.js';
import { plainTextOf } from './email-text.js';

/** Limits that keep messages readable: of a subject, UTF-16 units; of both forms of the text, bytes (Gmail cuts at 102 KB); of recipients. */
export const EMAIL_LIMITS = { subject: 150, bytes: 60_000, recipients: 40 } as const;

const utf8 = new TextEncoder();

/** Measures both forms of a message, bytes. */
export function sizeOf({ html, text }: Pick<MailMessage, 'html' | 'text'>): number {
  return utf8.encode(html).length + utf8.encode(text).length;
}

/** Builds the message. Its id is the delivery's, so that servers drop a repetition; messages of one job refer to one another. */
export function emailMessage(
  notification: Notification,
  event: GatewayEvent,
  target: Target<EmailOptions>,
): MailMessage {
  const { from = '', to, cc, replyTo } = target.options;
  const thread = threadOf(event, target.source, domainOf(from));
  const domain = domainOf(from);
  const zone = target.message.zone;
  const forms = firstWithin(
    LAYOUTS,
    (layout) => build(notification, layout, { zone, preheader: preheaderFor(notification, event, target) }),
    sizeOf,
    EMAIL_LIMITS.bytes,
  );
  return {
    from,
    to: addressesOf(to),
    cc: addressesOf(cc),
    replyTo: replyTo ?? null,
    subject: subjectOf(notification, event, target),
    ...forms,
    messageId: `<${target.deliveryId}@${domain}>`,
    inReplyTo: thread,
    date: new Date(plausible(event.acceptedAt) ?? notification.at).toISOString(),
    // RFC 3834 and Exchange: no replies of absent people.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}

/** Writes the subject: what happened to which job, or the job alone where its mails have one subject. */
function subjectOf(
  notification: Notification,
  event: GatewayEvent,
  { options }: Target<EmailOptions>,
): string {
  const said = hasJobSubject(notification, event, options) ? notification.subject : notification.title;
  return cleanLine(`${options.subjectPrefix ?? ''} ${said}`, EMAIL_LIMITS.subject) || 'Event';
}

/** Writes what mail programs show beside the subject. It begins with the outcome where the subject does not tell it. */
export function preheaderFor(
  notification: Notification,
  event: GatewayEvent,
  { options }: Pick<Target<EmailOptions>, 'options'>,
): string {
  const { emoji, headline } = notification;
  const outcome = hasJobSubject(notification, event, options) ? `${emoji} ${headline}` : '';
  return [outcome, preheaderOf(notification)].filter(Boolean).join(' · ');
}

function hasJobSubject(
  { subject }: Notification,
  { type, data }: GatewayEvent,
  { oneSubject = false }: EmailOptions,
): boolean {
  return oneSubject && subject !== '' && !isOwnEvent(type) && lineOf(parseData(data)['job_id'], 300) !== '';
}

interface Forms {
  readonly zone: string;
  readonly preheader: string;
}

function build(
  notification: Notification,
  layout: Layout,
  { zone, preheader }: Forms,
): Pick<MailMessage, 'html' | 'text'> {
  const links = new Set(
    allActions(notification)
      .filter(({ url }) => url.length <= layout.url)
      .slice(0, layout.actions)
      .map(({ url }) => url),
  );
  const parts = shown(
    fieldsWithVideo(notification, (url) => links.has(url)),
    layout,
  );
  const all = { ...parts, layout, zone };
  return { text: plainTextOf(notification, all), html: htmlOf(notification, { ...all, preheader }) };
}

/** Makes the id that all messages of a job refer to, under which mail programs gather them; null for events without a job. */
function threadOf({ data }: GatewayEvent, source: string, domain: string): string | null {
  const jobId = lineOf(parseData(data)['job_id'], 300);
  if (jobId === '') return null;
  const digest = createHash('sha256').update(`${source}\n${jobId}`).digest('hex').slice(0, 32);
  return `<job-${digest}@${domain}>`;
}
