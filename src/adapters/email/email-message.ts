import { createHash } from 'node:crypto';
import type { GatewayEvent } from '../../modules/model/event.js';
import type { MailMessage } from '../../modules/model/mail-message.js';
import { isOwnEvent } from '../../modules/model/system-events.js';
import type { Target } from '../adapter.js';
import { cleanLine } from '../clean-text.js';
import { LAYOUTS, shown, type Layout } from '../field-limits.js';
import { bytesOf, firstWithin } from '../fit.js';
import { plausible } from '../instant.js';
import { fieldsWithVideo, type Notification } from '../notification/notification.js';
import { allActions } from '../notification/placed-actions.js';
import { jobIdIn, parseData } from '../plain-value.js';
import { htmlOf, preheaderOf } from './email-html.js';
import { addressesOf, domainOf, type EmailOptions } from './email-options.js';
import { plainTextOf } from './email-text.js';

/** Limits that keep messages readable: of a subject, UTF-16 units; of both forms of the text, bytes (Gmail cuts at 102 KB); of recipients. */
export const EMAIL_LIMITS = { subject: 150, bytes: 60_000, recipients: 40 } as const;

/** Measures both forms of a message, bytes. */
export function sizeOf({ html, text }: Pick<MailMessage, 'html' | 'text'>): number {
  return bytesOf(html) + bytesOf(text);
}

/** A mail, and what mail programs show of it. */
interface Mail {
  readonly message: MailMessage;
  /** Text beside the subject in lists and notifications. */
  readonly preheader: string;
}

/** Builds the message. Its id is the delivery's, so that servers drop a repetition; messages of one job refer to one another. */
export function emailMessage(
  notification: Notification,
  event: GatewayEvent,
  { options, source, deliveryId, message: { zone } }: Target<EmailOptions>,
): Mail {
  const { from = '', to, cc, replyTo, subjectPrefix = '', oneSubject = false } = options;
  const domain = domainOf(from);
  const jobId = jobIdIn(parseData(event.data));
  const isJobSubject = oneSubject && notification.subject !== '' && !isOwnEvent(event.type) && jobId !== '';
  const subject = isJobSubject ? notification.subject : notification.title;
  const preheader = preheaderFor(notification, isJobSubject);
  const forms = firstWithin(
    LAYOUTS,
    (layout) => build(notification, layout, { zone, preheader }),
    sizeOf,
    EMAIL_LIMITS.bytes,
  );
  const message: MailMessage = {
    from,
    to: addressesOf(to),
    cc: addressesOf(cc),
    replyTo: replyTo ?? null,
    subject: cleanLine(`${subjectPrefix} ${subject}`, EMAIL_LIMITS.subject) || 'Event',
    ...forms,
    messageId: `<${deliveryId}@${domain}>`,
    inReplyTo: jobId === '' ? null : threadOf(jobId, source, domain),
    date: new Date(plausible(event.acceptedAt) ?? notification.at).toISOString(),
    // RFC 3834 and Exchange: no replies of absent people.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
  return { message, preheader };
}

/** Writes what mail programs show beside the subject. It begins with the outcome where the subject names the job alone. */
function preheaderFor(notification: Notification, isJobSubject: boolean): string {
  const { emoji, headline } = notification;
  const outcome = isJobSubject ? [emoji, headline].filter(Boolean).join(' ') : '';
  return [outcome, preheaderOf(notification)].filter(Boolean).join(' · ');
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

/** Makes the id that all messages of a job refer to, under which mail programs gather them. */
function threadOf(jobId: string, source: string, domain: string): string {
  const digest = createHash('sha256').update(`${source}\n${jobId}`).digest('hex').slice(0, 32);
  return `<job-${digest}@${domain}>`;
}
