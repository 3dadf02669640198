import { ButtonBuilder, EmbedBuilder } from '@discordjs/builders';
import { ButtonStyle, type RESTPostAPIWebhookWithTokenJSONBody } from 'discord-api-types/v10';
import * as fc from 'fast-check';
import type { Knows } from '../../../test/support/lacking.ts';
import { NASTY } from '../../../test/support/nasty-texts.ts';
import { brokenTexts, textsOf } from '../../../test/support/message-texts.ts';
import type { Announcement, DiscordMessage } from './discord-message.js';

/** The body by the types of discord.js: a message that is none of them, or has a property that they lack, does not compile. */
const asSent = (message: DiscordMessage | Announcement): RESTPostAPIWebhookWithTokenJSONBody => message;
const isKnown: Knows<RESTPostAPIWebhookWithTokenJSONBody, DiscordMessage> = true;

/** A message as it is sent: an announcement has no embed. */
type Sent = Omit<DiscordMessage, 'embeds'> & { readonly embeds?: DiscordMessage['embeds'] };
/** The one mention that a message may have, on a line of its own where other text stands before it. */
const OWN_MENTION = /(?:^|\n)(<@&?\d{15,21}>)$/;

const FORMATTED = new Set(['title', 'description', 'name', 'value']);

/**
 * Finds the faults of a Discord message that its schema cannot tell: the sum over the embeds, text that Discord would read as Markdown, and
 * what the builder of discord.js says, which throws.
 */
export function faultsOf(body: string): object {
  const message = JSON.parse(body) as Sent;
  const { embeds = [], content = '', components = [] } = message;
  const buttons = components.flatMap((row) => row.components);
  const url = embeds[0]?.url;
  embeds.forEach(build);
  for (const { label, url: address } of buttons)
    new ButtonBuilder().setStyle(ButtonStyle.Link).setLabel(label).setURL(address).toJSON();
  const sum = textsOf(embeds).filter(([name]) => name !== 'timestamp' && name !== 'url');
  const texts = textsOf(message);
  return {
    types: !isKnown || asSent(message as DiscordMessage) !== message,
    isEmpty: embeds.length === 0 && !/\S/.test(content),
    tooLong: sum.reduce((total, [, text]) => total + text.length, 0) > 6000,
    broken: brokenTexts(texts.map(([, text]) => text)),
    foreignMarkup: texts
      .filter(([name]) => FORMATTED.has(name) || name === 'content')
      .map(([name, text]) => withoutOwnMarkup(name === 'content' ? text.replace(OWN_MENTION, '') : text))
      .filter((text) => /[\\*_~|<>#[\]()`@]|:[a-z0-9_]+:|^\s*([-+]|\d{1,9}[.)])\s/m.test(text)),
    hostIsNone: [url, ...buttons.map((button) => button.url)].some(
      (address) => address !== undefined && !/[.[]/.test(new URL(address).hostname),
    ),
  };
}

function build(embed: DiscordMessage['embeds'][0]): void {
  new EmbedBuilder()
    .setTitle(embed.title)
    .setURL(embed.url ?? null)
    .setDescription(embed.description ?? null)
    .setColor(embed.color)
    .setThumbnail(embed.thumbnail?.url ?? null)
    .setFields(embed.fields ?? [])
    .setFooter(embed.footer ?? null)
    .setTimestamp(embed.timestamp === undefined ? null : Date.parse(embed.timestamp));
}

/** Links, times, code and escapes as the adapter writes them, taken out. */
function withoutOwnMarkup(text: string): string {
  return text
    .replace(/^```\n(?:(?!```)[^])*\n```$/m, '·')
    .replace(/(?<!\\)`[^`\n]+`/g, '·')
    .replace(/\\[^0-9A-Za-z\s]/g, '·')
    .replace(/\[[^[\]()\n]+\]\((?:https?:\/\/[^\s()<>]+|<https?:\/\/[^\s()<>]+>)\)/g, '·')
    .replace(/<t:\d{1,12}:[ft]> \(<t:\d{1,12}:R>\)|<t:\d{1,12}:[tDfR]>/g, 'time')
    .replace(/\*\*[^*]+\*\*/g, '·')
    .replace(/^> /m, '');
}

/** Options as operators could write them at their worst, and as older releases may have stored them. */
export const arbitraryOptions: fc.Arbitrary<object> = fc.record(
  {
    username: fc.oneof(fc.constantFrom('StreamGank', 'Clyde', 'x'.repeat(200)), fc.constantFrom(...NASTY)),
    avatarUrl: fc.oneof(
      fc.constantFrom('https://cdn.example/a.png', 'http://pics/a.png'),
      fc.constantFrom(...NASTY),
    ),
    threadName: fc.oneof(
      fc.constantFrom('{job_id}', '{event} · {event_id}', '{job_id} '.repeat(20), 'x'.repeat(200)),
      fc.constantFrom(...NASTY),
    ),
    appliedTags: fc.constantFrom(
      '123456789012345678',
      '1'.repeat(15),
      '123456789012345678 , 123456789012345678,876543210987654321',
    ),
    threadId: fc.constantFrom('123456789012345678', '1'.repeat(21)),
  },
  { requiredKeys: [] },
);

/** Lists the mentions of a message in Discord: those of `content` that `allowed_mentions` allows. */
export function pingsOf(body: string): readonly string[] {
  const { content = '', allowed_mentions: allowed } = JSON.parse(body) as Sent;
  const { parse, users = [], roles = [] } = allowed;
  const groups = (parse as readonly string[]).map((group) => `any ${group}`);
  const named = [...users.map((id) => `<@${id}>`), ...roles.map((id) => `<@&${id}>`)];
  const written = content.replace(/\\[^0-9A-Za-z\s]/g, '').match(/<@[&!]?\d+>|@everyone|@here/g) ?? [];
  return [...groups, ...named, ...written.filter((mention) => !named.includes(mention))];
}

/** Lists the addresses of a message in Discord: of the title, of links in Markdown, of pictures, of buttons. */
export function linksOf(body: string): readonly string[] {
  const { embeds = [], content = '', components = [], avatar_url: avatar } = JSON.parse(body) as Sent;
  const ofButtons = components.flatMap((row) => row.components.map(({ url }) => url));
  const ofEmbeds = embeds.flatMap(({ url, thumbnail, description = '', fields = [] }) => [
    url,
    thumbnail?.url,
    ...[description, ...fields.map(({ value }) => value)].flatMap((text) => [
      ...markdownLinks(text),
      ...bareLinks(text),
    ]),
  ]);
  return [avatar, ...markdownLinks(content), ...bareLinks(content), ...ofButtons, ...ofEmbeds].filter(
    (link) => link !== undefined,
  );
}

/** Takes code out; a backtick behind a backslash begins none. */
function withoutCode(markdown: string): string {
  return markdown.replace(
    /(\\[^0-9A-Za-z\s])|```[^]*?```|`[^`\n]+`/g,
    (_, escaped: string | undefined) => escaped ?? ' ',
  );
}

/** Lists the addresses of links; their brackets are encoded, which leads to the same place. */
function markdownLinks(markdown: string): readonly string[] {
  const text = withoutCode(markdown).replace(/\\[^0-9A-Za-z\s]/g, '');
  return [...text.matchAll(/\]\(<?([^)>]*)>?\)/g)].map(([, url = '']) =>
    url.replaceAll('%28', '(').replaceAll('%29', ')'),
  );
}

/** Lists the addresses outside of code and links, of which Discord makes links by itself. */
function bareLinks(markdown: string): readonly string[] {
  const text = withoutCode(markdown)
    .replace(/\]\([^)]*\)/g, ' ')
    .replace(/\\([^0-9A-Za-z\s])/g, '$1');
  return text.match(/\bhttps?:\/\/[^\s]+/gi) ?? [];
}

/** Lists the texts that a reader sees of a message in Discord, times left out. */
export function seenOf(body: string): readonly string[] {
  const { embeds = [], content = '', components = [] } = JSON.parse(body) as Sent;
  const ofButtons = components.flatMap((row) => row.components.map(({ label }) => label));
  const inEmbeds = embeds.flatMap(({ title, description = '', fields = [], footer }) => [
    ...lines(title),
    ...lines(description),
    ...fields.flatMap(({ name, value }) => [...lines(name), ...lines(value)]),
    footer?.text ?? '',
  ]);
  return [...lines(content.replace(OWN_MENTION, '')), ...inEmbeds, ...ofButtons].filter(Boolean);
}

/** Reads Markdown line by line, cut at its times: code as it is, links by their labels, escapes undone. */
function lines(markdown: string): readonly string[] {
  let isCode = false;
  return markdown.split('\n').flatMap((line) => {
    if (line === '```') {
      isCode = !isCode;
      return [];
    }
    return isCode
      ? [line]
      : line
          .replace(/^> /, '')
          .split(/ ?(?:\*\*)?\(?<t:\d+:\w>\)?(?:\*\*)? ?/)
          .map(withoutMarks);
  });
}

function withoutMarks(text: string): string {
  return text
    .replace(/\[((?:\\.|[^\]\\])+)\]\(<?https?:[^\s)]+\)/g, '$1')
    .replace(/\*\*((?:\\.|[^*\\])+)\*\*/g, '$1')
    .replace(/(?<!\\)`([^`\n]+)`/g, '$1')
    .replace(/\\([^0-9A-Za-z\s])/g, '$1');
}
