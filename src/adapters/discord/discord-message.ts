import { cleanLine } from '../clean-text.js';
import type { Tone } from '../event-kinds.js';
import type { Layout } from '../field-limits.js';
import { LAYOUTS, shown } from '../field-limits.js';
import { firstWithin } from '../fit.js';
import type { Field, Notification } from '../notification.js';
import { webLink } from '../web-link.js';
import type { DiscordOptions } from './discord-options.js';
import { code, codeBlock, date, plain } from './discord-text.js';

/** Limits of Discord's webhook and embed references, in UTF-16 units and counts. */
export const DISCORD_LIMITS = {
  embeds: 10,
  embedsTotal: 6000,
  title: 256,
  description: 4096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1024,
  footer: 2048,
  username: 80,
  threadName: 100,
  url: 2048,
} as const;

const COLOURS: Readonly<Record<Tone, number>> = {
  success: 0x2e9e5b,
  failure: 0xd13438,
  warning: 0xe8a317,
  progress: 0x2f80ed,
  neutral: 0x8a94a6,
};

interface EmbedField {
  name: string;
  value: string;
  inline: boolean;
}

interface Embed {
  title: string;
  url?: string;
  description?: string;
  color: number;
  fields: EmbedField[];
  footer: { text: string };
  timestamp: string;
}

export interface DiscordMessage {
  username?: string;
  avatar_url?: string;
  thread_name?: string;
  embeds: [Embed];
  allowed_mentions: { parse: [] };
}

/** Builds the message: one embed. Nobody is ever pinged: mentions are escaped, and `allowed_mentions` is empty. */
export function discordMessage(
  notification: Notification,
  type: string,
  options: DiscordOptions,
): DiscordMessage {
  const embed = firstWithin(
    LAYOUTS,
    (layout) => build(notification, layout, type),
    embedSize,
    DISCORD_LIMITS.embedsTotal,
  );
  return { ...sender(options), embeds: [embed], allowed_mentions: { parse: [] } };
}

/** Sums the texts that Discord's total limit covers: title, description, names and values of fields, footer; UTF-16 units. */
export function embedSize({ title, description = '', fields, footer }: Embed): number {
  const sum = fields.reduce((total, { name, value }) => total + name.length + value.length, 0);
  return sum + title.length + description.length + footer.text.length;
}

function sender({ username, avatarUrl }: DiscordOptions): { username?: string; avatar_url?: string } {
  const name = typeof username === 'string' ? cleanLine(username, DISCORD_LIMITS.username) : '';
  const picture = linkFor(webLink(avatarUrl));
  return {
    ...(name && !/clyde|discord/i.test(name) ? { username: name } : {}),
    ...(picture ? { avatar_url: picture } : {}),
  };
}

function build(notification: Notification, layout: Layout, type: string): Embed {
  const { message, error, video } = notification;
  const link = linkFor(video?.url ?? null);
  const { fields, rest } = shown(notification, layout);
  const description = [message && plain(message, layout.message), error && codeBlock(error, layout.error)]
    .filter(Boolean)
    .join('\n');
  return {
    title: plain(notification.title, DISCORD_LIMITS.title),
    ...(link ? { url: link } : {}),
    ...(description ? { description } : {}),
    color: COLOURS[notification.tone],
    fields: [
      ...fields.map((field) => embedField(field, layout)),
      ...videoFields(notification, link, layout),
      ...notification.moments.map(({ label, at }) => ({ name: label, value: date(at), inline: true })),
    ],
    footer: { text: [cleanLine(type, 200) || 'event', rest].filter(Boolean).join(' · ') },
    timestamp: new Date(notification.at).toISOString(),
  };
}

function embedField({ label, value, exact }: Field, layout: Layout): EmbedField {
  return {
    name: plain(label, layout.label),
    value: (exact ? code : plain)(value, layout.value),
    inline: true,
  };
}

/** Links the video in a field, since an embed cannot play it; an address that cannot be linked is shown as text. */
function videoFields({ video }: Notification, link: string | null, layout: Layout): EmbedField[] {
  if (!video) return [];
  const value = link && `[Watch the video](${link.replaceAll('(', '%28').replaceAll(')', '%29')})`;
  const linked = value !== null && value.length <= DISCORD_LIMITS.fieldValue;
  if (link && !linked) return [];
  return [{ name: 'Video', value: linked ? value : code(video.text, layout.value), inline: false }];
}

/** Keeps a link that Discord takes; it refuses the whole message over a long link or a host without a dot. */
function linkFor(url: string | null): string | null {
  return url && url.length <= DISCORD_LIMITS.url && /^https?:\/\/[^/?#]*[.[]/.test(url) ? url : null;
}
