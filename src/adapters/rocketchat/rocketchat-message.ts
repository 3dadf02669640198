import type { Tone } from '../../modules/model/event-type.js';
import { LAYOUTS } from '../field-limits.js';
import { firstWithin } from '../fit.js';
import { attachmentFields, attachmentText, type AttachmentField } from '../markup/attachment.js';
import { disarmed } from '../markup/markdown.js';
import { linkFor, partsOf, type Writing } from '../markup/parts.js';
import type { Notification } from '../notification/notification.js';
import type { RocketChatOptions } from './rocketchat-options.js';
import { rocketChatMarkup, apartFromBrackets } from './rocketchat-text.js';

/** Limits of Rocket.Chat, UTF-16 units and counts: below the 5,000 of a message by default; the room that the gateway gives an attachment. */
export const ROCKETCHAT_LIMITS = { text: 4000, attachment: 12_000, fields: 18, url: 2000 } as const;

/** Form of the one mention that an endpoint may have in messages of failures. */
export const MENTION = /^@[A-Za-z0-9][\w.-]{1,63}$/;

export interface Attachment {
  color: string;
  text?: string;
  ts?: string;
  fields?: AttachmentField[];
  thumb_url?: string;
}

export interface RocketChatMessage {
  text: string;
  attachments: [Attachment];
  channel?: string;
  alias?: string;
  avatar?: string;
  emoji?: string;
}

const COLOURS: Readonly<Record<Tone, string>> = {
  success: '#2de0a5',
  failure: '#f5455c',
  warning: '#ffd21f',
  progress: '#1d74f5',
  neutral: '#9ea2a8',
};

/**
 * Builds the message: the title as its text, which banners show, and an attachment in the colour of the outcome.
 *
 * @param zone IANA name of the zone of times where the server knows none of the reader
 */
export function rocketChatMessage(
  notification: Notification,
  options: RocketChatOptions,
  zone: string,
): RocketChatMessage {
  const { channel, alias, avatarUrl, emoji, localTimes = false } = options;
  const markup = rocketChatMarkup(localTimes);
  return {
    ...firstWithin(
      LAYOUTS,
      (layout) => build(notification, { markup, layout, zone, urlMax: ROCKETCHAT_LIMITS.url }),
      ({ attachments }) => JSON.stringify(attachments).length,
      ROCKETCHAT_LIMITS.attachment,
    ),
    ...(channel === undefined ? {} : { channel }),
    ...(alias === undefined ? {} : { alias }),
    ...(avatarUrl === undefined ? {} : { avatar: avatarUrl }),
    ...(emoji === undefined || avatarUrl !== undefined ? {} : { emoji }),
  };
}

type Built = Pick<RocketChatMessage, 'text' | 'attachments'>;

function build(notification: Notification, writing: Writing): Built {
  const { mention, tone, image, ended } = notification;
  // The attachment has the time of the event beside its text.
  const parts = partsOf({ ...notification, when: [] }, writing);
  const text = apartFromBrackets(attachmentText(parts, notification));
  const fields = attachmentFields(notification, writing).map((field) => ({
    ...field,
    value: apartFromBrackets(field.value),
  }));
  const thumbnail = linkFor(image?.url, writing);
  const named = mention !== null && MENTION.test(mention) ? [mention] : [];
  return {
    text: [apartFromBrackets(disarmed(parts.title)) || 'Event', ...named].join(' '),
    attachments: [
      {
        color: COLOURS[tone],
        ...(text ? { text } : {}),
        ...(ended > 0 ? { ts: new Date(ended).toISOString() } : {}),
        ...(fields.length > 0 ? { fields } : {}),
        ...(thumbnail === null ? {} : { thumb_url: thumbnail }),
      },
    ],
  };
}
