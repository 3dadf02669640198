import { lengthOf, usages, type Usage } from '../message-usage.js';
import { DISCORD_LIMITS } from './discord-limits.js';
import { embedSize, type Announcement, type DiscordMessage } from './discord-message.js';

/** Measures how much of Discord's limits a message takes. */
export function discordUsage(body: string): Usage[] {
  const message = JSON.parse(body) as DiscordMessage | Announcement;
  const {
    content,
    username,
    thread_name: threadName,
    applied_tags: tags = [],
    components = [],
    avatar_url: avatar,
  } = message;
  const buttons = components.flatMap((row) => row.components);
  const embeds = 'embeds' in message ? message.embeds : [];
  const fields = embeds.flatMap((embed) => embed.fields ?? []);
  return usages(DISCORD_LIMITS, {
    embeds: [embeds.length],
    embedsTotal: [embeds.reduce((sum, embed) => sum + embedSize(embed), 0)],
    title: embeds.map(({ title }) => title.length),
    description: embeds.map(({ description }) => lengthOf(description)),
    fields: [fields.length],
    fieldName: fields.map(({ name }) => name.length),
    fieldValue: fields.map(({ value }) => value.length),
    footer: embeds.map(({ footer }) => lengthOf(footer?.text)),
    content: [lengthOf(content)],
    buttons: components.map((row) => row.components.length),
    buttonLabel: buttons.map(({ label }) => label.length),
    buttonUrl: buttons.map(({ url }) => url.length),
    username: [lengthOf(username)],
    threadName: [lengthOf(threadName)],
    tags: [tags.length],
    url: [avatar, ...embeds.flatMap(({ url, thumbnail }) => [url, thumbnail?.url])].map(lengthOf),
  });
}
