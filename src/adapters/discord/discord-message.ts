import { cleanLine } from '../clean-text.js';
import type { Tone } from '../../modules/model/event-type.js';
import type { Banner, Conversation } from '../adapter.js';
import type { Layout } from '../field-limits.js';
import { LAYOUTS, shown } from '../field-limits.js';
import { firstWithin, fit } from '../fit.js';
import { isNear } from '../instant.js';
import { codeBlock } from '../markup/markdown.js';
import { SEPARATOR } from '../notification/glued.js';
import { bannerOf } from '../notification/banner.js';
import { fieldLine, type Field } from '../notification/fields.js';
import { announcementOf, fieldsWithVideo, type Notification } from '../notification/notification.js';
import { allActions, shortly } from '../notification/placed-actions.js';
import { causeSpans, joined, type Rich } from '../notification/rich.js';
import type { Action } from '../notification/texts.js';
import type { Step } from '../notification/timeline.js';
import { webLink } from '../web-link.js';
import { DISCORD_LIMITS } from './discord-limits.js';
import { linkFor, linksOf, markedLink, markedLinks, momentsOf, type Moments } from './discord-links.js';
import type { DiscordOptions } from './discord-options.js';
import { code, date, markdownOf, plain } from './discord-text.js';

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
  applied_tags?: string[];
  embeds: [Embed];
  components?: ButtonRow[];
  allowed_mentions: AllowedMentions;
}

/** A row of buttons (1) with buttons (2) that open an address (5). */
interface ButtonRow {
  type: 1;
  components: { type: 2; style: 5; label: string; url: string }[];
}

/** A message without an embed. */
export type Announcement = Omit<DiscordMessage, 'content' | 'embeds'> & { content: string };

/** Most characters of a cause in an announcement: the message that it announces has the rest. */
const ANNOUNCED_CAUSE = 300;

/**
 * Builds the message: one embed. Nobody is pinged but the one member or role that the endpoint names for failures: mentions in texts are
 * escaped, and `allowed_mentions` lists that one alone.
 */
export function discordMessage(
  notification: Notification,
  options: DiscordOptions,
  hasButtons: boolean,
): DiscordMessage {
  const told = besidePicture(notification);
  // A compact message has its time in the line of its links; buttons would take one more line.
  const placed = placedButtons(told, hasButtons && told.detail !== 'compact');
  const embed = firstWithin(
    LAYOUTS,
    (layout) => build(told, placed, layout),
    sizeOf,
    DISCORD_LIMITS.embedsTotal,
  );
  return {
    ...mentionOf(told.mention),
    ...sender(options),
    embeds: [embed],
    ...componentsOf(placed.buttons),
  };
}

/** On a phone, most letters of a title that takes three lines beside a picture. */
const BESIDE_PICTURE = 56;

/** Makes a compact message short enough for the narrow lines beside its picture; a picture beside a long title is left out. */
function besidePicture(notification: Notification): Notification {
  const { detail, image, title, facts, actions, quiet } = notification;
  if (detail !== 'compact' || image === null) return notification;
  if ([...title].length > BESIDE_PICTURE) return { ...notification, image: null };
  return {
    ...notification,
    facts: facts.slice(0, 1),
    actions: actions.map(shortly),
    quiet: { ...quiet, link: null },
  };
}

/** The actions of a message: buttons below it, and links in it. */
interface Placed {
  readonly buttons: readonly Action[];
  /** The notification without the actions that are buttons. */
  readonly told: Notification;
}

/** Makes buttons of the actions whose addresses Discord takes for buttons. */
function placedButtons(notification: Notification, hasButtons: boolean): Placed {
  if (!hasButtons) return { buttons: [], told: notification };
  const all = allActions(notification);
  const buttons = all
    .filter(({ url }) => url.length <= DISCORD_LIMITS.buttonUrl && linkFor(url) !== null)
    .slice(0, DISCORD_LIMITS.buttons);
  const actions = all.filter((action) => !buttons.includes(action));
  return { buttons, told: { ...notification, actions, quiet: { ...notification.quiet, link: null } } };
}

function componentsOf(buttons: readonly Action[]): Pick<DiscordMessage, 'components'> {
  const components = buttons.map(({ label, url }) => ({
    type: 2 as const,
    style: 5 as const,
    label: fit(label, DISCORD_LIMITS.buttonLabel),
    url,
  }));
  return components.length > 0 ? { components: [{ type: 1, components }] } : {};
}

/**
 * Builds the short message that announces an edit: what happened to which job, why, and its actions. An edit of a message notifies nobody.
 */
export function announcement(
  notification: Notification,
  options: DiscordOptions,
  hasButtons: boolean,
): Announcement {
  const { title, cause, mention } = notification;
  const { content: pinged, allowed_mentions: mentions } = mentionOf(mention);
  const { buttons, told } = placedButtons(announcementOf(notification), hasButtons);
  const contentFor = (layout: Layout): string =>
    [
      `**${plain(title, 300)}**`,
      cause && `> ${markdownOf(causeSpans(cause), ANNOUNCED_CAUSE)}`,
      // In the text of a message Discord would show a preview of each link that is not in angle brackets.
      markedLinks(told.actions, layout, (link) => `<${link}>`).join(SEPARATOR),
      pinged,
    ]
      .filter(Boolean)
      .join('\n');
  return {
    content: firstWithin(LAYOUTS, contentFor, ({ length }) => length, DISCORD_LIMITS.content),
    allowed_mentions: mentions,
    ...sender(options),
    ...componentsOf(buttons),
  };
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

function build(notification: Notification, { buttons, told }: Placed, layout: Layout): Embed {
  const { tone, title, image, ended, detail, video, quiet } = notification;
  const url = linkFor(notification.link) ?? linkFor(video?.url ?? null);
  const isLinked = (address: string): boolean =>
    address === url ||
    buttons.some((button) => button.url === address) ||
    markedLink(address, layout) !== null;
  const { fields, rest } = shown(fieldsWithVideo(notification, isLinked), layout);
  const moments = momentsOf(told);
  const description = descriptionOf(told, { fields: detail === 'full' ? [] : fields, layout, moments });
  const cells = detail === 'full' ? cellsOf(notification, fields, layout) : [];
  // Discord shows a footer as it is written.
  const footer = [moments.inFooter ? cleanLine(quiet.id, 200) : '', rest].filter(Boolean).join(SEPARATOR);
  const thumbnail = linkFor(image?.url ?? null);
  return {
    title: plain(title, DISCORD_LIMITS.title),
    ...(url ? { url } : {}),
    ...(description ? { description } : {}),
    color: COLOURS[tone],
    ...(thumbnail ? { thumbnail: { url: thumbnail } } : {}),
    ...(cells.length > 0 ? { fields: cells } : {}),
    ...(footer ? { footer: { text: footer } } : {}),
    ...(moments.inFooter ? { timestamp: new Date(ended).toISOString() } : {}),
  };
}

interface Described {
  readonly fields: readonly Field[];
  readonly layout: Layout;
  readonly moments: Moments;
}

/** Writes cause, facts, message, fields, the rest of the error, times and links, each on lines of its own. */
function descriptionOf(notification: Notification, { fields, layout, moments }: Described): string {
  const { detail, cause, causeDetail, facts, body, quiet, timeline } = notification;
  // Without a timeline, the one time is that of the footer.
  const times = detail === 'standard' && timeline.length > 0 ? quiet.times : beforeOf(notification);
  return [
    cause && `> ${[markdownOf(causeSpans(cause), layout.error), ...moments.cause].join(SEPARATOR)}`,
    markdownOf(joined(facts), layout.facts),
    body && plain(body, layout.message),
    markdownOf(fieldLine(fields, layout), layout.facts),
    causeDetail && codeBlock(causeDetail, layout.error),
    markdownOf(joined(times), 400),
    markdownOf(joined(notification.history), 500),
    [...linksOf(notification, moments, layout), ...moments.links].join(SEPARATOR),
  ]
    .filter(Boolean)
    .join('\n');
}

/** Finds what a compact message has shown last before. */
function beforeOf({ quiet: { times, before } }: Notification): readonly Rich[] {
  return times.slice(Math.max(before - 1, 0), before);
}

/** Longest value of a field that stands beside others, UTF-16 units: a UUID has 36. */
const INLINE = 40;

/** Writes fields, and the times of the job, in columns; a long value has a row of its own. */
function cellsOf({ timeline }: Notification, fields: readonly Field[], layout: Layout): EmbedField[] {
  return [
    ...fields.map(({ label, value, exact, at }) => ({
      name: plain(label, layout.label),
      value: at === undefined ? (exact ? code : plain)(value, layout.value) : date(at, 'datetime'),
      inline: value.length <= INLINE,
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
