import type { Adapter } from '../adapter.js';
import { notificationOf } from '../notification.js';
import { SAMPLES } from '../samples.js';
import { judgeDiscord } from './discord-judge.js';
import { DISCORD_LIMITS, discordMessage } from './discord-message.js';
import { DiscordOptions } from './discord-options.js';
import { discordUsage } from './discord-usage.js';
import { acceptDiscord, detectDiscord, executeUrl } from './discord-url.js';

/** Discord webhooks, and services that take the same messages. */
export const discord: Adapter<DiscordOptions> = {
  type: 'discord',
  label: 'Discord',
  signed: false,
  detect: detectDiscord,
  accept: acceptDiscord,
  Options: DiscordOptions,
  secretOptions: [],
  limits: DISCORD_LIMITS,
  rateLimits: [
    { max: 5, windowMs: 2000 },
    { max: 30, windowMs: 60_000 },
  ],
  ordering: 'job',
  format: (event, target) => ({
    method: 'POST',
    url: executeUrl(target.url),
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(discordMessage(notificationOf(event, target.brand), event.type, target.options)),
  }),
  judge: judgeDiscord,
  usage: discordUsage,
  samples: SAMPLES,
};
