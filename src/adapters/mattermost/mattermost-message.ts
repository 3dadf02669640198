import type { Tone } from '../../modules/model/event-type.js';
import { LAYOUTS, type Layout } from '../field-limits.js';
import { firstWithin } from '../fit.js';
import { attachmentFields, attachmentText, type AttachmentField } from '../markup/attachment.js';
import { disarmed, quietly } from '../markup/markdown.js';
import { fieldsOf, linkFor, partsOf, type Writing } from '../markup/parts.js';
import type { Notification } from '../notification/notification.js';
import { allActions } from '../notification/placed-actions.js';
import { quietParts } from '../notification/quiet-line.js';
import type { Action } from '../notification/texts.js';
import { quietText, unlinked } from '../plain-lines.js';
import type { MattermostOptions } from './mattermost-options.js';
import { MARKUP } from './mattermost-text.js';

/**
 * Limits of Mattermost, UTF-16 units and counts: a server cuts a longer `text` into several posts; what its clients show of a footer;
 * the room that the gateway gives an attachment.
 */
export const MATTERMOST_LIMITS = {
  text: 4000,
  attachment: 12_000,
  footer: 300,
  fields: 18,
  url: 2000,
  button: 60,
} as const;

/** Form of the one mention that an endpoint may have in messages of failures. */
export const MENTION = /^@[a-z0-9][a-z0-9._-]{1,63}$/;

export interface Attachment {
  fallback: string;
  color: string;
  text?: string;
  fields?: AttachmentField[];
  thumb_url?: string;
  footer?: string;
  actions?: Button[];
}

/** A button: the server posts the press to the address, and shows the answer to whoever pressed. */
export interface Button {
  id: string;
  name: string;
  type: 'button';
  style: 'default' | 'primary' | 'danger';
  integration: { url: string };
}

export interface MattermostMessage {
  text: string;
  attachments: [Attachment];
  channel?: string;
  username?: string;
  icon_url?: string;
  priority?: { priority: 'important' | 'urgent' };
  silent?: true;
}

const COLOURS: Readonly<Record<Tone, string>> = {
  success: '#2e8b57',
  failure: '#d24b4e',
  warning: '#cc8f00',
  progress: '#5d89ea',
  neutral: '#8d93a0',
};

/**
 * Builds the message: the title as the text of the post, which banners show, and an attachment in the colour of the outcome.
 *
 * @param zone IANA name of the zone of all times: Mattermost knows none of the reader
 */
export function mattermostMessage(
  notification: Notification,
  options: MattermostOptions,
  zone: string,
): MattermostMessage {
  const { channel, username, iconUrl, failurePriority, silent, nativeButtons = false } = options;
  const isFailure = notification.tone === 'failure';
  const isUrgent = failurePriority !== undefined && isFailure;
  const isSilent = silent === 'always' || (silent === 'except_failures' && !isFailure);
  return {
    ...firstWithin(
      LAYOUTS,
      (layout) => build(notification, layout, { zone, nativeButtons }),
      ({ attachments }) => JSON.stringify(attachments).length,
      MATTERMOST_LIMITS.attachment,
    ),
    ...(channel === undefined ? {} : { channel }),
    ...(username === undefined ? {} : { username }),
    ...(iconUrl === undefined ? {} : { icon_url: iconUrl }),
    ...(isUrgent ? { priority: { priority: failurePriority } } : {}),
    ...(isSilent ? { silent: true } : {}),
  };
}

type Built = Pick<MattermostMessage, 'text' | 'attachments'>;

interface Settings {
  readonly zone: string;
  readonly nativeButtons: boolean;
}

function build(notification: Notification, layout: Layout, { zone, nativeButtons }: Settings): Built {
  const { mention, plain, quiet, tone, image } = notification;
  const writing: Writing = { markup: MARKUP, layout, zone, urlMax: MATTERMOST_LIMITS.url };
  // A footer is no Markdown: the way that the id leads to is a link like the others. A compact message has the links in that line.
  const isShort = notification.detail === 'compact';
  const all = isShort ? notification.actions : allActions(notification);
  const buttons = nativeButtons ? buttonsOf(all.slice(0, layout.actions)) : [];
  const actions = buttons.length > 0 ? all.filter(({ pressed }) => !pressed) : all;
  const linked = { ...notification, actions };
  const parts = partsOf(linked, writing);
  // The quiet line that is left out stands in the footer, below the fields.
  const text = attachmentText(isShort ? parts : { ...parts, quiet: '' }, linked);
  const fields = attachmentFields(linked, writing);
  const { rest } = fieldsOf(linked, writing);
  const footer = isShort
    ? ''
    : quietly(unlinked(quietText(quietParts(quiet), rest, zone)), MATTERMOST_LIMITS.footer);
  const thumbnail = linkFor(image?.url, writing);
  const named = mention !== null && MENTION.test(mention) ? [mention] : [];
  return {
    text: [disarmed(parts.title) || 'Event', ...named].join(' '),
    attachments: [
      {
        fallback: quietly(unlinked(plain || notification.title), 300) || 'Event',
        color: COLOURS[tone],
        ...(text ? { text } : {}),
        ...(fields.length > 0 ? { fields } : {}),
        ...(thumbnail === null ? {} : { thumb_url: thumbnail }),
        ...(footer ? { footer } : {}),
        ...(buttons.length > 0 ? { actions: buttons } : {}),
      },
    ],
  };
}

/** Makes buttons of the actions that need no sign-in. Ids hold letters and digits alone: others were seen to break presses. */
function buttonsOf(actions: readonly Action[]): Button[] {
  return actions
    .filter(({ pressed }) => pressed)
    .map(({ label, url, style }, at) => ({
      id: `action${at + 1}`,
      name: quietly(unlinked(label), MATTERMOST_LIMITS.button),
      type: 'button',
      style,
      integration: { url },
    }));
}
