import type { GatewayEvent } from '../../modules/model/event.js';
import type { About, Adapter, FormattedRequest, Target } from '../adapter.js';
import { notificationOf, toldOf } from '../notification/notification.js';
import { rowWithin } from '../notification/placed-actions.js';
import { GOOGLE_CHAT_EXPLANATIONS } from './google-chat-explanations.js';
import { judgeGoogleChat } from './google-chat-judge.js';
import { GOOGLE_CHAT_LIMITS, googleChatBanner, googleChatMessage, MENTION } from './google-chat-message.js';
import { GoogleChatOptions } from './google-chat-options.js';
import {
  acceptGoogleChat,
  detectGoogleChat,
  GOOGLE_CHAT_LOOK_ALIKES,
  googleChatConflicts,
  maskGoogleChat,
  messageUrl,
} from './google-chat-url.js';
import { googleChatUsage } from './google-chat-usage.js';

const about: About = {
  label: 'Google Chat',
  icon: 'M6 4h12a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-6l-5 4v-4H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM8 9h8M8 12.5h5',
  hint: 'Google Chat space: a webhook, chat.googleapis.com/…',
  findUrl:
    'In Google Chat, open the menu of the space, choose Apps & integrations and Webhooks, make one and copy its URL; webhooks need an account of Google Workspace.',
  urls: ['https://chat.googleapis.com/v1/spaces/<space>/messages?key=<key>&token=<token>'],
  promises: [
    'Receives a card with buttons: which job, what happened, why, and where to go next; long texts are shortened to the limits of Google Chat.',
    'Markup and mentions in your data are shown as text; nobody is pinged but the one you name for failures.',
    'A delivery that is sent twice is shown once: Google Chat knows it by its id.',
  ],
};

/** Adapter of webhooks of Google Chat, and of services that take the same messages. */
export const googleChat: Adapter<GoogleChatOptions> = {
  type: 'google-chat',
  about,
  version: 6,
  signed: false,
  fallback: false,
  presents: 'message',
  mentions: { pattern: MENTION, accepted: '<users/all>, or <users/123456789012345678901> for a member' },
  detect: detectGoogleChat,
  accept: acceptGoogleChat,
  mask: maskGoogleChat,
  lookAlikes: GOOGLE_CHAT_LOOK_ALIKES,
  Options: GoogleChatOptions,
  conflicts: googleChatConflicts,
  secretOptions: [],
  limits: GOOGLE_CHAT_LIMITS,
  needsBody: true,
  // The limits of a space, for all apps and webhooks together.
  rateLimits: [
    { max: 1, windowMs: 1000 },
    { max: 60, windowMs: 60_000 },
  ],
  ordering: 'job',
  format,
  judge: judgeGoogleChat,
  explanations: GOOGLE_CHAT_EXPLANATIONS,
  usage: googleChatUsage,
};

function format(event: GatewayEvent, target: Target<GoogleChatOptions>): FormattedRequest {
  const { url, options, message, deliveryId, postKey = deliveryId } = target;
  const notification = notificationOf(event, target, rowWithin(1, GOOGLE_CHAT_LIMITS.url));
  const { about: id } = notification;
  const threadKey = options.threads === 'job' && id !== '' ? id : null;
  const built = googleChatMessage(notification, { zone: message.zone, threadKey });
  return {
    method: 'POST',
    url: messageUrl(url, postKey, threadKey !== null),
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(built),
    ...toldOf(notification, googleChatBanner(built)),
  };
}
