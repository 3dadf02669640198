import type { GatewayEvent } from '../../modules/model/event.js';
import type { MailMessage } from '../../modules/model/mail-message.js';
import type { MailRoute } from '../../modules/model/mail-route.js';
import type { About, Adapter, FormattedRequest, Target } from '../adapter.js';
import { jsonBody } from '../bodies.js';
import { LAYOUTS } from '../field-limits.js';
import { usages, type Usage } from '../message-usage.js';
import { bannerOf } from '../notification/banner.js';
import { notificationOf, toldOf } from '../notification/notification.js';
import { rowWithin } from '../notification/placed-actions.js';
import { EMAIL_EXPLANATIONS } from './email-explanations.js';
import { judgeEmail } from './email-judge.js';
import { EMAIL_LIMITS, emailMessage, sizeOf } from './email-message.js';
import { domainOf, EmailOptions, stillMeant } from './email-options.js';
import {
  acceptEmail,
  detectEmail,
  emailConflicts,
  maskEmail,
  optionsOfUrl,
  SCHEMES,
  securityOf,
} from './email-url.js';

const about: About = {
  label: 'Email',
  icon: 'M3.5 6h17v12.5h-17zM3.5 7l8.5 6.5L20.5 7',
  hint: 'Mail addresses, by a mail server: smtp://mail.example.com:587',
  findUrl:
    'Use the host and port of the mail server that your provider names for programs (SMTP): smtp:// with STARTTLS, usually port 587, or smtps:// with port 465.',
  urls: ['smtp://<host>:587?from=<sender>&to=<recipients>', 'smtps://<host>:465'],
  promises: [
    'Receives a message in HTML and plain text: which job, what happened, why, and where to go next.',
    'Messages of one job refer to one another, so that mail programs gather them; a retry has the id of the first attempt.',
    'Delivered means that the mail server took the message; what it cannot pass on comes back to the sender by mail.',
  ],
};

/** Adapter of people's mailboxes, by any mail server. */
export const email: Adapter<EmailOptions> = {
  type: 'email',
  about,
  version: 7,
  signed: false,
  fallback: false,
  presents: 'message',
  schemes: SCHEMES,
  detect: detectEmail,
  accept: acceptEmail,
  mask: maskEmail,
  Options: EmailOptions,
  fromUrl: optionsOfUrl,
  conflicts: emailConflicts,
  secretOptions: ['password', 'dkim_key'],
  limits: EMAIL_LIMITS,
  needsBody: true,
  rateLimits: [
    { max: 1, windowMs: 1000 },
    { max: 30, windowMs: 60_000 },
  ],
  // The rate that providers take from a sender without asking; an operator with a relay of their own sets more.
  usualRate: { max: 100, windowMs: 3_600_000 },
  ordering: 'job',
  format,
  judge: judgeEmail,
  explanations: EMAIL_EXPLANATIONS,
  usage,
};

function format(event: GatewayEvent, target: Target<EmailOptions>): FormattedRequest {
  const { url, options } = target;
  const notification = notificationOf(event, target, rowWithin(2, LAYOUTS[0].url));
  const { message, preheader } = emailMessage(notification, event, target);
  const { protocol, host } = new URL(url);
  return {
    method: 'MAIL',
    url: `${protocol}//${host}`,
    ...jsonBody(message),
    mail: routeOf(protocol, options, stillMeant(options, target.unreached)),
    ...toldOf(notification, bannerOf(preheader, message.subject)),
  };
}

function routeOf(protocol: string, options: EmailOptions, recipients: readonly string[]): MailRoute {
  const { from, user, password, dkimDomain, dkimSelector, dkimKey } = options;
  return {
    security: securityOf({ protocol }, options),
    greeting: domainOf(from),
    login: user !== undefined && password !== undefined ? { user, password } : null,
    dkim:
      dkimDomain !== undefined && dkimSelector !== undefined && dkimKey !== undefined
        ? { domainName: dkimDomain, keySelector: dkimSelector, privateKey: dkimKey }
        : null,
    ...(recipients.length > 0 && { recipients }),
  };
}

/** Measures how much of the limits a message takes. */
function usage(body: string): Usage[] {
  const message = JSON.parse(body) as MailMessage;
  return usages(EMAIL_LIMITS, {
    subject: [message.subject.length],
    bytes: [sizeOf(message)],
    recipients: [message.to.length + message.cc.length],
  });
}
