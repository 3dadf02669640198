import type { GatewayEvent } from '../../modules/model/event.js';
import type { About, Adapter, FormattedRequest, Target } from '../adapter.js';
import {
  SLACK_LIMITS,
  slackAnnouncement,
  slackBanner,
  slackMessage,
  type SlackMessage,
} from '../block-kit/slack-message.js';
import { MENTION } from '../block-kit/slack-text.js';
import { slackUsage } from '../block-kit/slack-usage.js';
import { notificationOf, toldOf, type Notification } from '../notification/notification.js';
import { rowWithin } from '../notification/placed-actions.js';
import { SLACK_BOT_BUTTONS } from './slack-bot-buttons.js';
import { SLACK_BOT_EXPLANATIONS } from './slack-bot-explanations.js';
import { judgeSlackBot } from './slack-bot-judge.js';
import { SlackBotOptions } from './slack-bot-options.js';
import {
  acceptSlackBot,
  detectSlackBot,
  maskSlackBot,
  methodUrl,
  optionsOfUrl,
  slackBotConflicts,
  SLACK_BOT_LOOK_ALIKES,
} from './slack-bot-url.js';

const about: About = {
  label: 'Slack bot',
  icon: 'M9.5 6 8 18M16 6l-1.5 12M5.5 9.8h14M4.5 14.2h14M2 4h5M17 20h5',
  hint: 'Slack channel: a bot with a token, slack.com/api/chat.postMessage',
  findUrl:
    'At api.slack.com/apps, give your app the scope chat:write, install it, copy the bot token (xoxb-…) into the option token, and write https://slack.com/api/chat.postMessage?channel=<channel>.',
  urls: ['https://slack.com/api/chat.postMessage?channel=<channel>'],
  promises: [
    'Receives a Block Kit message: which job, what happened, why, and where to go next; long texts are shortened to Slack’s limits.',
    'The events of a job become one message that is edited live; a failure is announced by an answer that the channel sees, because edits notify nobody.',
    'Mentions in your data are shown as text; nobody is pinged but the one you name for failures.',
    'If the token or the channel is gone, the endpoint is disabled; queued messages are kept.',
  ],
};

/** Adapter of Slack's Web API with the token of a bot, which can edit its messages and answer in threads. */
export const slackBot: Adapter<SlackBotOptions> = {
  type: 'slack-bot',
  about,
  version: 5,
  signed: false,
  fallback: false,
  presents: 'message',
  mentions: {
    pattern: MENTION,
    accepted: '<!here>, <!channel>, <@U0123ABCD> for a member or <!subteam^S0123ABCD> for a user group',
  },
  conversations: {
    modes: ['live', 'thread'],
    default: 'live',
    example: { channel: 'C0123ABCD', ts: '1704110730.123456' },
  },
  detect: detectSlackBot,
  accept: acceptSlackBot,
  mask: maskSlackBot,
  lookAlikes: SLACK_BOT_LOOK_ALIKES,
  Options: SlackBotOptions,
  fromUrl: optionsOfUrl,
  conflicts: slackBotConflicts,
  secretOptions: ['token', 'app_token'],
  limits: SLACK_LIMITS,
  needsBody: true,
  rateLimits: [{ max: 1, windowMs: 1000 }],
  ordering: 'job',
  format,
  buttons: SLACK_BOT_BUTTONS,
  judge: judgeSlackBot,
  explanations: SLACK_BOT_EXPLANATIONS,
  usage: slackUsage,
};

function format(event: GatewayEvent, target: Target<SlackBotOptions>): FormattedRequest {
  const { url, options } = target;
  const notification = notificationOf(event, target, rowWithin(1, SLACK_LIMITS.buttonUrl));
  const { method, body } = requestOf(notification, target);
  const isEdit = target.conversation?.as === 'edit';
  return {
    method: 'POST',
    url: methodUrl(url, method),
    headers: {
      Authorization: `Bearer ${options.token}`,
      // Without the charset every answer carries a warning.
      'Content-Type': 'application/json; charset=utf-8',
    },
    body: JSON.stringify(body),
    ...toldOf(notification, isEdit ? null : slackBanner(notification)),
  };
}

/** Body of `chat.postMessage`. */
export interface PostedMessage extends SlackMessage {
  readonly channel: string;
  readonly username?: string;
  readonly icon_url?: string;
  /** The message that is answered. */
  readonly thread_ts?: string;
  /** True: the channel sees the answer, too. */
  readonly reply_broadcast?: true;
  /** Links show no previews below the message; an edit has no say in it. */
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/** Body of `chat.update`. */
export interface EditedMessage extends SlackMessage {
  readonly channel: string;
  readonly ts: string;
}

type SlackRequest =
  | { readonly method: 'chat.postMessage'; readonly body: PostedMessage }
  | { readonly method: 'chat.update'; readonly body: EditedMessage };

/** Posts, edits, answers in the thread of the job's message, or answers where the channel sees it too. */
function requestOf(
  notification: Notification,
  { options, conversation }: Target<SlackBotOptions>,
): SlackRequest {
  const { channel = '', username, iconUrl } = options;
  // An edit keeps the author of the message.
  const author = {
    ...(username === undefined ? {} : { username }),
    ...(iconUrl === undefined ? {} : { icon_url: iconUrl }),
  };
  if (!conversation) return post(slackMessage(notification), { channel, ...author });
  const { as, ref } = conversation;
  const { channel: id = channel, ts = '' } = ref;
  if (as === 'edit') {
    // Fields left out of an edit may stay as they are.
    const message = { attachments: [], ...slackMessage(notification) };
    return { method: 'chat.update', body: { channel: id, ts, ...message } };
  }
  const answered = { channel: id, thread_ts: ts, ...author };
  return as === 'announce'
    ? post(slackAnnouncement(notification), { ...answered, reply_broadcast: true })
    : post(slackMessage(notification), answered);
}

function post(
  message: SlackMessage,
  place: Omit<PostedMessage, keyof SlackMessage | 'unfurl_links' | 'unfurl_media'>,
): SlackRequest {
  return {
    method: 'chat.postMessage',
    body: { ...place, ...message, unfurl_links: false, unfurl_media: false },
  };
}
