import { createHash } from 'node:crypto';
import type { GatewayEvent } from '../../modules/model/event.js';
import type { MailMessage } from '../../modules/model/mail-message.js';
import type { Target } from '../adapter.js';
import { cleanLine } from '../clean-text.js';
import { LAYOUTS, shown, type Layout } from '../field-limits.js';
import { firstWithin } from '../fit.js';
import { plausible } from '../instant.js';
import { fieldsWithVideo, type Notification } from '../notification/notification.js';
import { allActions } from '../notification/placed-actions.js';
import { lineOf, parseData } from '../plain-value.js';
import { htmlOf } from './email-html.js';
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
  const { from = '', to, cc, replyTo, subjectPrefix = '' } = target.options;
  const domain = domainOf(from);
  const zone = target.message.zone;
  const forms = firstWithin(
    LAYOUTS,
    (layout) => build(notification, layout, zone),
    sizeOf,
    EMAIL_LIMITS.bytes,
  );
  const subject = cleanLine(`${subjectPrefix} ${notification.title}`, EMAIL_LIMITS.subject);
  return {
    from,
    to: addressesOf(to),
    cc: addressesOf(cc),
    replyTo: replyTo ?? null,
    subject: subject || 'Event',
    ...forms,
    messageId: `<${target.deliveryId}@${domain}>`,
    inReplyTo: threadOf(event, target.source, domain),
    date: new Date(plausible(event.acceptedAt) ?? notification.at).toISOString(),
    // RFC 3834 and Exchange: no replies of absent people.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}

function build(notification: Notification, layout: Layout, zone: string): Pick<MailMessage, 'html' | 'text'> {
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
  return { text: plainTextOf(notification, all), html: htmlOf(notification, all) };
}

/** Makes the id that all messages of a job refer to, under which mail programs gather them; null for events without a job. */
function threadOf({ data }: GatewayEvent, source: string, domain: string): string | null {
  const jobId = lineOf(parseData(data)['job_id'], 300);
  if (jobId === '') return null;
  const digest = createHash('sha256').update(`${source}\n${jobId}`).digest('hex').slice(0, 32);
  return `<job-${digest}@${domain}>`;
}
