import type { GatewayEvent } from '../../modules/model/event.js';
import type { About, Adapter, FormattedRequest, Target } from '../adapter.js';
import { jsonBody } from '../bodies.js';
import { bannerOf, firstLines } from '../notification/banner.js';
import { notificationOf, toldOf } from '../notification/notification.js';
import { rowWithin } from '../notification/placed-actions.js';
import { GOTIFY_EXPLANATIONS } from './gotify-explanations.js';
import { judgeGotify } from './gotify-judge.js';
import { GOTIFY_LIMITS, gotifyMessage } from './gotify-message.js';
import { GotifyOptions } from './gotify-options.js';
import {
  acceptGotify,
  detectGotify,
  GOTIFY_LOOK_ALIKES,
  gotifyConflicts,
  maskGotify,
  messageUrl,
  optionsOfUrl,
} from './gotify-url.js';
import { gotifyUsage } from './gotify-usage.js';

const about: About = {
  label: 'Gotify',
  icon: 'M6 16V10.5a6 6 0 0 1 12 0V16l1.5 2h-15L6 16ZM10 20.5h4M12 4.5V3M9.5 10.5h.1M14.5 10.5h.1M10.5 13.5c1 .7 2 .7 3 0',
  hint: 'Gotify server of your own: gotify+https://<server>',
  findUrl:
    'In Gotify, choose Apps and Create Application, and copy its token; the URL is the address of the web page, with gotify+ before it.',
  urls: ['gotify+https://<server>/message', 'gotify+https://<server>/<folder>/message'],
  promises: [
    'Receives a title and formatted text with links: which job, what happened, why, and where to go next.',
    'Markdown and addresses in your data are shown as text.',
    'Failures have a higher priority than other messages, which apps ring by.',
  ],
};

/** Adapter of servers of Gotify. */
export const gotify: Adapter<GotifyOptions> = {
  type: 'gotify',
  about,
  version: 6,
  signed: false,
  fallback: false,
  presents: 'message',
  detect: detectGotify,
  accept: acceptGotify,
  mask: maskGotify,
  lookAlikes: GOTIFY_LOOK_ALIKES,
  Options: GotifyOptions,
  fromUrl: optionsOfUrl,
  conflicts: gotifyConflicts,
  secretOptions: ['token'],
  limits: GOTIFY_LIMITS,
  needsBody: true,
  rateLimits: [],
  ordering: 'job',
  format,
  judge: judgeGotify,
  explanations: GOTIFY_EXPLANATIONS,
  usage: gotifyUsage,
};

function format(event: GatewayEvent, target: Target<GotifyOptions>): FormattedRequest {
  const { url, options, message } = target;
  const notification = notificationOf(event, target, rowWithin(2, GOTIFY_LIMITS.url));
  const { headers, body } = jsonBody(gotifyMessage(notification, options, message.zone));
  return {
    method: 'POST',
    url: messageUrl(url),
    headers: { ...headers, ...(options.token === undefined ? {} : { 'X-Gotify-Key': options.token }) },
    body,
    ...toldOf(notification, bannerOf(firstLines(notification), notification.title)),
  };
}
