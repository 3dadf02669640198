import type { GatewayEvent } from '../../modules/model/event.js';
import type { About, Adapter, FormattedRequest, Target } from '../adapter.js';
import { jsonBody } from '../bodies.js';
import { bannerOf } from '../notification/banner.js';
import { announcementOf, notificationOf, toldOf } from '../notification/notification.js';
import { rowWithin } from '../notification/placed-actions.js';
import { NTFY_EXPLANATIONS } from './ntfy-explanations.js';
import { judgeNtfy } from './ntfy-judge.js';
import { NTFY_LIMITS, ntfyMessage } from './ntfy-message.js';
import { NtfyOptions } from './ntfy-options.js';
import { acceptNtfy, detectNtfy, maskNtfy, NTFY_LOOK_ALIKES, ntfyConflicts, placeOf } from './ntfy-url.js';
import { ntfyUsage } from './ntfy-usage.js';

const about: About = {
  label: 'ntfy',
  icon: 'M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4 1-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM7.5 8l3 2.5-3 2.5M12.5 13.5h4',
  hint: 'Phones and desktops by ntfy: a topic, ntfy.sh/<topic>',
  findUrl:
    'Choose a topic that nobody guesses, subscribe to it in the ntfy app, and write https://ntfy.sh/<topic>; for a server of your own write ntfy+https://<server>/<topic>.',
  urls: ['https://ntfy.sh/<topic>', 'ntfy+https://<server>/<topic>'],
  promises: [
    'Receives a notification with a title, plain text and up to three buttons: which job, what happened, why, and where to go next.',
    'Failures have a higher priority than other messages, which devices ring by.',
    'Topics and tokens are masked wherever a request is shown.',
  ],
};

/** Adapter of topics of ntfy, at ntfy.sh and at servers of one's own. */
export const ntfy: Adapter<NtfyOptions> = {
  type: 'ntfy',
  about,
  version: 7,
  signed: false,
  fallback: false,
  presents: 'message',
  // Servers take updates since 2.16, which most of people's own are not yet.
  conversations: { modes: ['live'], default: 'each', example: { id: 'sPs71M8A2T' } },
  detect: detectNtfy,
  accept: acceptNtfy,
  mask: maskNtfy,
  lookAlikes: NTFY_LOOK_ALIKES,
  Options: NtfyOptions,
  conflicts: ntfyConflicts,
  secretOptions: ['token', 'password'],
  limits: NTFY_LIMITS,
  needsBody: true,
  // A visitor may send 60 at once, and then one each five seconds.
  rateLimits: [{ max: 60, windowMs: 300_000 }],
  ordering: 'job',
  format,
  judge: judgeNtfy,
  explanations: NTFY_EXPLANATIONS,
  usage: ntfyUsage,
};

function format(event: GatewayEvent, target: Target<NtfyOptions>): FormattedRequest {
  const whole = notificationOf(event, target, rowWithin(1, NTFY_LIMITS.url));
  const notification = target.conversation?.as === 'announce' ? announcementOf(whole) : whole;
  const built = ntfyMessage(notification, target);
  const { headers, body } = jsonBody(built);
  return {
    method: 'POST',
    url: placeOf(target.url).root,
    headers: { ...headers, ...authorization(target.options) },
    body,
    ...toldOf(notification, bannerOf(built.message, built.title)),
  };
}

function authorization({ token, user, password }: NtfyOptions): Readonly<Record<string, string>> {
  if (token !== undefined) return { Authorization: `Bearer ${token}` };
  if (user === undefined || password === undefined) return {};
  return { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}
