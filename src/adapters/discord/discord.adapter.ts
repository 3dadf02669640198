import type { GatewayEvent } from '../../modules/model/event.js';
import type { Adapter, FormattedRequest, OptionConflict, Target } from '../adapter.js';
import { notificationOf } from '../notification.js';
import { SAMPLES } from '../samples.js';
import { judgeDiscord } from './discord-judge.js';
import { DISCORD_LIMITS, discordMessage, type DiscordMessage } from './discord-message.js';
import { DiscordOptions } from './discord-options.js';
import { discordUsage } from './discord-usage.js';
import { threadName } from './thread-name.js';
import { acceptDiscord, detectDiscord, executeUrl } from './discord-url.js';

/** Discord webhooks, and services that take the same messages. */
export const discord: Adapter<DiscordOptions> = {
  type: 'discord',
  label: 'Discord',
  signed: false,
  detect: detectDiscord,
  accept: acceptDiscord,
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
  usage: discordUsage,
  samples: SAMPLES,
};

function format(event: GatewayEvent, target: Target<DiscordOptions>): FormattedRequest {
  const { url, brand, options } = target;
  const message = discordMessage(notificationOf(event, brand), event.type, options);
  return {
    method: 'POST',
    url: executeUrl(url, options.threadId),
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(inThread(message, event, target)),
  };
}

/** A post of its own, where one is asked for. */
function inThread(
  message: DiscordMessage,
  event: GatewayEvent,
  { options }: Target<DiscordOptions>,
): DiscordMessage {
  const { threadName: template, threadId } = options;
  if (typeof template !== 'string' || threadId) return message;
  return { ...message, thread_name: threadName(template, event) };
}

function conflicts(url: URL, { threadName: name, threadId }: DiscordOptions): readonly OptionConflict[] {
  const ofUrl = url.searchParams.get('thread_id');
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
