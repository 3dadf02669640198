import type { GatewayEvent } from '../../modules/model/event.js';
import type { About, Adapter, FormattedRequest, OptionConflict, Target } from '../adapter.js';
import { notificationOf, toldOf, type Notification } from '../notification/notification.js';
import { DISCORD_EXPLANATIONS } from './discord-explanations.js';
import { judgeDiscord } from './discord-judge.js';
import { DISCORD_LIMITS } from './discord-limits.js';
import { DISCORD_ROW } from './discord-links.js';
import {
  announcement,
  discordBanner,
  discordMessage,
  MENTION,
  type Announcement,
  type DiscordMessage,
} from './discord-message.js';
import { DiscordOptions } from './discord-options.js';
import { discordUsage } from './discord-usage.js';
import { threadName } from './thread-name.js';
import {
  acceptDiscord,
  detectDiscord,
  DISCORD_LOOK_ALIKES,
  executeUrl,
  hasButtons,
  maskDiscord,
  messageUrl,
} from './discord-url.js';

const about: About = {
  label: 'Discord',
  icon: 'M8.5 5.7C6.8 6 5.3 6.6 4.3 7.2 2.7 10.2 2.3 13.3 2.7 16.5c1.4 1.1 3 1.9 4.6 2.3l1.2-1.9M15.5 5.7c1.7.3 3.2.9 4.2 1.5 1.6 3 2 6.1 1.6 9.3-1.4 1.1-3 1.9-4.6 2.3l-1.2-1.9M6.7 16c3.3 1.5 7.3 1.5 10.6 0M7.6 7.3c2.8-.9 6-.9 8.8 0M9 11.5v1.2M15 11.5v1.2',
  hint: 'Discord channel: a webhook, discord.com/api/webhooks/…',
  findUrl:
    'In Discord, choose Edit Channel, then Integrations and Webhooks; make a webhook and copy its URL.',
  urls: [
    'https://discord.com/api/webhooks/<id>/<token>',
    'https://discord.com/api/v10/webhooks/<id>/<token>',
    'https://ptb.discord.com/…',
    'https://canary.discord.com/…',
    'https://discordapp.com/…',
  ],
  promises: [
    'Receives an embed: which job, what happened, why, and where to go next; long texts are shortened to Discord’s limits.',
    'The events of a job become one message that is edited live; a failure is announced by a short message, because edits notify nobody.',
    'Mentions in your data are shown as text; nobody is pinged but the one you name for failures.',
    'Discord’s own rate limits are respected.',
  ],
};

/** Adapter of Discord webhooks, and of services that take the same messages. */
export const discord: Adapter<DiscordOptions> = {
  type: 'discord',
  about,
  version: 10,
  signed: false,
  fallback: false,
  presents: 'message',
  mentions: {
    pattern: MENTION,
    accepted: '<@123456789012345678> for a member or <@&123456789012345678> for a role',
  },
  conversations: {
    modes: ['live', 'thread'],
    default: 'live',
    example: { message_id: '1198765432109876543' },
  },
  detect: detectDiscord,
  accept: acceptDiscord,
  mask: maskDiscord,
  lookAlikes: DISCORD_LOOK_ALIKES,
  Options: DiscordOptions,
  conflicts,
  secretOptions: [],
  limits: DISCORD_LIMITS,
  needsBody: true,
  rateLimits: [
    { max: 5, windowMs: 2000 },
    { max: 30, windowMs: 60_000 },
  ],
  ordering: 'job',
  format,
  judge: judgeDiscord,
  explanations: DISCORD_EXPLANATIONS,
  usage: discordUsage,
};

function format(event: GatewayEvent, target: Target<DiscordOptions>): FormattedRequest {
  const notification = notificationOf(event, target, DISCORD_ROW);
  const { method, url, message } = requestOf(event, notification, target);
  return {
    method,
    url,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(message),
    ...toldOf(notification, discordBanner(notification, target.conversation?.as)),
  };
}

interface DiscordRequest {
  readonly method: 'POST' | 'PATCH';
  readonly url: string;
  readonly message: DiscordMessage | Announcement;
}

/** Posts, edits, or posts in the thread of the job's message. */
function requestOf(
  event: GatewayEvent,
  notification: Notification,
  target: Target<DiscordOptions>,
): DiscordRequest {
  const { url, options, conversation } = target;
  const buttons = hasButtons(url);
  if (!conversation) {
    const message = inThread(
      discordMessage(notification, options, buttons),
      event,
      notification.headline,
      target,
    );
    return { method: 'POST', url: executeUrl(url, options.threadId), message };
  }
  const { as, ref } = conversation;
  const thread = ref['thread_id'] ?? options.threadId;
  if (as === 'edit')
    return {
      method: 'PATCH',
      url: messageUrl(url, ref['message_id'] ?? '', thread),
      message: edited(discordMessage(notification, options, buttons), buttons),
    };
  const message =
    as === 'announce'
      ? announcement(notification, options, buttons)
      : discordMessage(notification, options, buttons);
  return { method: 'POST', url: executeUrl(url, thread), message };
}

/** An edit keeps what it does not name, and takes neither sender nor title of a thread. */
function edited(message: DiscordMessage, hasButtons: boolean): DiscordMessage {
  const { embeds, content = '', components = [], allowed_mentions } = message;
  return { content, embeds, allowed_mentions, ...(hasButtons ? { components } : {}) };
}

/** Adds the title of a post where the endpoint makes a post of each message. */
function inThread(
  message: DiscordMessage,
  event: GatewayEvent,
  headline: string,
  { options }: Target<DiscordOptions>,
): DiscordMessage {
  const { threadName: template, threadId, appliedTags } = options;
  if (typeof template !== 'string' || threadId) return message;
  const tags = tagsOf(appliedTags);
  return {
    ...message,
    thread_name: threadName(template, event, headline),
    ...(tags.length > 0 ? { applied_tags: tags } : {}),
  };
}

/** Lists the ids of tags, each once. */
function tagsOf(list: string | undefined): string[] {
  return [...new Set((list ?? '').match(/\d+/g))].slice(0, DISCORD_LIMITS.tags);
}

function conflicts(
  url: URL,
  { threadName: name, threadId, appliedTags }: DiscordOptions,
): readonly OptionConflict[] {
  const ofUrl = url.searchParams.get('thread_id');
  if (appliedTags !== undefined && name === undefined) {
    return [
      {
        option: 'appliedTags',
        message: 'appliedTags are those of new posts in a forum: set threadName beside them',
      },
    ];
  }
  if (name !== undefined && threadId !== undefined) {
    return [
      { option: 'threadName', message: 'threadName and threadId exclude one another: set one of them' },
    ];
  }
  if (name !== undefined && ofUrl) {
    return [
      {
        option: 'threadName',
        message: 'threadName cannot be used with a URL that names a thread (thread_id): remove one of them',
      },
    ];
  }
  if (threadId !== undefined && ofUrl && ofUrl !== threadId) {
    return [
      {
        option: 'threadId',
        message: 'threadId and the thread_id of the URL name different threads: remove one of them',
      },
    ];
  }
  return [];
}
