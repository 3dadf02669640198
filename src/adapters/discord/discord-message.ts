import { cleanLine } from '../clean-text.js';
import type { Tone } from '../../modules/model/event-type.js';
import type { Banner, Conversation } from '../adapter.js';
import type { Layout } from '../field-limits.js';
import { LAYOUTS, shown } from '../field-limits.js';
import { firstWithin } from '../fit.js';
import { codeBlock } from '../markup/markdown.js';
import { bannerOf } from '../notification/banner.js';
import { fieldLine, type Field } from '../notification/fields.js';
import { fieldsWithVideo, type Notification } from '../notification/notification.js';
import { placedActions, type Row } from '../notification/placed-actions.js';
import type { QuietLink } from '../notification/quiet-line.js';
import { causeSpans, joined, type Rich } from '../notification/rich.js';
import { isNear, type Step } from '../notification/timeline.js';
import { webLink } from '../web-link.js';
import type { DiscordOptions } from './discord-options.js';
import { code, date, markdownOf, plain } from './discord-text.js';

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
  content: 2000,
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
  thumbnail?: { url: string };
  fields?: EmbedField[];
  footer?: { text: string };
  timestamp?: string;
}

/** The one mention that Discord may make of a message; without any, nobody is pinged. */
type AllowedMentions = { parse: []; users?: [string]; roles?: [string] };

export interface DiscordMessage {
  content?: string;
  username?: string;
  avatar_url?: string;
  thread_name?: string;
  embeds: [Embed];
  allowed_mentions: AllowedMentions;
}

/** A message without an embed. */
export type Announcement = Omit<DiscordMessage, 'content' | 'embeds'> & { content: string };

/** Most characters of a cause in an announcement: the message that it announces has the rest. */
const ANNOUNCED_CAUSE = 300;

/**
 * Builds the message: one embed. Nobody is pinged but the one member or role that the endpoint names for failures: mentions in texts are
 * escaped, and `allowed_mentions` lists that one alone.
 */
export function discordMessage(notification: Notification, options: DiscordOptions): DiscordMessage {
  const embed = firstWithin(
    LAYOUTS,
    (layout) => build(notification, layout),
    sizeOf,
    DISCORD_LIMITS.embedsTotal,
  );
  return { ...mentionOf(notification.mention), ...sender(options), embeds: [embed] };
}

/** Builds the short message that announces an edit: what happened to which job, and why. An edit of a message notifies nobody. */
export function announcement(notification: Notification, options: DiscordOptions): Announcement {
  const { title, cause, mention } = notification;
  const { content: pinged, allowed_mentions: mentions } = mentionOf(mention);
  const lines = [
    `**${plain(title, 300)}**`,
    cause && `> ${markdownOf(causeSpans(cause), ANNOUNCED_CAUSE)}`,
    pinged,
  ];
  return { content: lines.filter(Boolean).join('\n'), allowed_mentions: mentions, ...sender(options) };
}

/** Discord shows the content of a message, and where it has none the title of its embed. */
export function discordBanner(notification: Notification, as?: Conversation['as']): Banner | null {
  const { title, cause, mention } = notification;
  const { role, id } = MENTION.exec(mention ?? '')?.groups ?? {};
  const pinged = id === undefined ? '' : role ? '@role' : '@member';
  if (as === 'edit') return null;
  return bannerOf(as === 'announce' ? [title, cause, pinged].filter(Boolean).join('\n') : pinged || title);
}

/** Sums the texts that Discord's total limit covers: title, description, names and values of fields, footer; UTF-16 units. */
export function embedSize({ title, description = '', fields = [], footer }: Embed): number {
  const sum = fields.reduce((total, { name, value }) => total + name.length + value.length, 0);
  return sum + title.length + description.length + (footer?.text.length ?? 0);
}

/** Measures an embed by the limit it is nearest to, on the scale of the total: that of its description, or the total itself. */
function sizeOf(embed: Embed): number {
  const { embedsTotal, description } = DISCORD_LIMITS;
  return Math.max(embedSize(embed), (embed.description?.length ?? 0) + embedsTotal - description);
}

/** Form of the one mention that an endpoint may have in messages of failures. */
export const MENTION = /^<@(?<role>&)?(?<id>\d{15,21})>$/;

/** Mentions ping from `content` alone. */
function mentionOf(mention: string | null): Pick<DiscordMessage, 'content' | 'allowed_mentions'> {
  const { role, id } = MENTION.exec(mention ?? '')?.groups ?? {};
  if (mention === null || id === undefined) return { allowed_mentions: { parse: [] } };
  return { content: mention, allowed_mentions: { parse: [], ...(role ? { roles: [id] } : { users: [id] }) } };
}

function sender({ username, avatarUrl }: DiscordOptions): { username?: string; avatar_url?: string } {
  const name = typeof username === 'string' ? cleanLine(username, DISCORD_LIMITS.username) : '';
  const picture = linkFor(webLink(avatarUrl));
  return {
    ...(name && !/clyde|discord/i.test(name) ? { username: name } : {}),
    ...(picture ? { avatar_url: picture } : {}),
  };
}

function build(notification: Notification, layout: Layout): Embed {
  const { tone, title, image, at, detail, video, quiet } = notification;
  const url = linkFor(notification.link) ?? linkFor(video?.url ?? null);
  const { fields, rest } = shown(
    fieldsWithVideo(notification, (address) => address === url || markedLink(address, layout) !== null),
    layout,
  );
  const description = descriptionOf(notification, detail === 'full' ? [] : fields, layout);
  const cells = detail === 'full' ? cellsOf(notification, fields, layout) : [];
  const inDescription = endsWithTime(notification);
  // Discord shows a footer as it is written.
  const footer = [inDescription ? '' : cleanLine(quiet.id, 200), rest].filter(Boolean).join(' · ');
  const thumbnail = linkFor(image?.url ?? null);
  return {
    title: plain(title, DISCORD_LIMITS.title),
    ...(url ? { url } : {}),
    ...(description ? { description } : {}),
    color: COLOURS[tone],
    ...(thumbnail ? { thumbnail: { url: thumbnail } } : {}),
    ...(cells.length > 0 ? { fields: cells } : {}),
    ...(footer ? { footer: { text: footer } } : {}),
    ...(inDescription ? {} : { timestamp: new Date(at).toISOString() }),
  };
}

/** Writes cause, facts, message, fields, the rest of the error, times and links, each on lines of its own. */
function descriptionOf(notification: Notification, fields: readonly Field[], layout: Layout): string {
  const { detail, cause, causeDetail, facts, body, quiet, timeline } = notification;
  const moments = momentsOf(notification);
  // Without a timeline, the one time is that of the footer.
  const times = detail === 'standard' && timeline.length > 0 ? quiet.times : beforeOf(notification);
  return [
    cause && `> ${[markdownOf(causeSpans(cause), layout.error), ...moments.cause].join(' · ')}`,
    markdownOf(joined(facts), layout.facts),
    body && plain(body, layout.message),
    markdownOf(fieldLine(fields, layout), layout.facts),
    causeDetail && codeBlock(causeDetail, layout.error),
    markdownOf(joined(times), 400),
    markdownOf(joined(notification.history), 500),
    [...linksOf(notification, layout), ...moments.links].join(' · '),
  ]
    .filter(Boolean)
    .join('\n');
}

/** Finds what a compact message has shown last before. */
function beforeOf({ quiet: { times, before } }: Notification): readonly Rich[] {
  return times.slice(Math.max(before - 1, 0), before);
}

/** Writes fields, and the times of the job, in columns. */
function cellsOf({ timeline }: Notification, fields: readonly Field[], layout: Layout): EmbedField[] {
  return [
    ...fields.map(({ label, value, exact, at }) => ({
      name: plain(label, layout.label),
      value: at === undefined ? (exact ? code : plain)(value, layout.value) : date(at, 'datetime'),
      inline: true,
    })),
    ...timeline.map((step, index) => ({ name: step.label, value: momentOf(timeline, index), inline: true })),
  ];
}

/** Writes a point of the job's life: the day once, and how long ago the last one was. */
function momentOf(timeline: readonly Step[], index: number): string {
  const [{ at }, first] = [timeline[index]!, timeline[0]!];
  const shown = date(at, index > 0 && isNear(at, first.at) ? 'time' : 'datetime');
  return index === timeline.length - 1 ? `${shown} (${date(at, 'relative')})` : shown;
}

/** Longest address of a link in the description, UTF-16 units: Discord's limit of a field, in which such links were shown to work. */
const LINK_MAX = 1000;

/**
 * True for a compact message that saves the line of the footer: the line of its links ends with how long ago it was, and the way to the
 * delivery has the id in it.
 */
function endsWithTime(notification: Notification): boolean {
  const { detail, at, actions, quiet } = notification;
  const isOne = placedActions(notification).quiet.length > 0 || (quiet.id === '' && actions.length > 0);
  return detail === 'compact' && at > 0 && (isOne || quiet.before > 0);
}

/** Most links beside which a line has room for how long ago it was, on a phone; and most letters of more links, for the time of day. */
const [LINKS_WITH_TIME, LETTERS_WITH_TIME] = [2, 20] as const;

interface Moments {
  readonly cause: readonly string[];
  readonly links: readonly string[];
}

/** Writes when it was, for a message that has no footer: behind the links, or behind the cause where the links take the line. */
function momentsOf(notification: Notification): Moments {
  const { actions, at, quiet, when } = notification;
  const labels = [...actions, ...(quiet.link === null ? [] : [quiet.link])].map(({ label }) => label);
  if (!endsWithTime(notification)) return { cause: [], links: [] };
  if (labels.length <= LINKS_WITH_TIME) return { cause: [], links: [date(at, 'relative')] };
  const time = when.length > 0 ? [date(at, 'time')] : [];
  return labels.join('').length <= LETTERS_WITH_TIME
    ? { cause: [], links: time }
    : { cause: time, links: [] };
}

/** Writes the actions, and the place that no action leads to, or the id of a message without a footer: a footer has no links. */
function linksOf(notification: Notification, layout: Layout): readonly string[] {
  const { actions, quiet } = notification;
  // The id has no room beside two actions: `Delivery` is shorter.
  const id = endsWithTime(notification) && actions.length < 2 ? plain(quiet.id, 200) : '';
  const marked = ({ label, url }: QuietLink): readonly string[] => {
    const link = markedLink(url, layout);
    return link === null ? [] : [`[${plain(label, 120)}](${link})`];
  };
  const ways = actions.flatMap(marked).slice(0, layout.actions);
  const left = quiet.link === null ? [] : marked(id ? { ...quiet.link, label: quiet.id } : quiet.link);
  return id && left.length === 0 ? [...ways, id] : [...ways, ...left].slice(0, layout.actions + 1);
}

/** Links of Discord that may stand in the description. */
export const DISCORD_ROW: Row = { least: 2, takes: (url) => markedLink(url, LAYOUTS[0]) !== null };

/** Writes an address so that it may stand in the brackets of a link; null where it cannot. */
function markedLink(url: string, layout: Layout): string | null {
  const link = linkFor(url)?.replaceAll('(', '%28').replaceAll(')', '%29') ?? null;
  return link !== null && link.length <= Math.min(layout.url, LINK_MAX) ? link : null;
}

/** Keeps a link that Discord takes; it refuses the whole message over a long link or a host without a dot. */
function linkFor(url: string | null): string | null {
  return url && url.length <= DISCORD_LIMITS.url && /^https?:\/\/[^/?#]*[.[]/.test(url) ? url : null;
}
