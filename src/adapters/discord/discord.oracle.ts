import { EmbedBuilder } from '@discordjs/builders';
import { brokenTexts, textsOf } from '../../../test/support/message-texts.ts';
import type { DiscordMessage } from './discord-message.js';

const FORMATTED = new Set(['title', 'description', 'name', 'value']);

/**
 * What the schema cannot tell of a Discord message: the sum over the embeds, text that Discord would read as Markdown, and
 * what the builder of discord.js says, which throws.
 */
export function faultsOf(body: string): object {
  const message = JSON.parse(body) as DiscordMessage;
  const { embeds } = message;
  const [{ url }] = embeds;
  embeds.forEach(build);
  const sum = textsOf(embeds).filter(([name]) => name !== 'timestamp' && name !== 'url');
  const texts = textsOf(message);
  return {
    tooLong: sum.reduce((total, [, text]) => total + text.length, 0) > 6000,
    broken: brokenTexts(texts.map(([, text]) => text)),
    foreignMarkup: texts
      .filter(([name]) => FORMATTED.has(name))
      .map(([, text]) => withoutOwnMarkup(text))
      .filter((text) => /[\\*_~|<>#[\]()`@]|:[a-z0-9_]+:|^\s*([-+]|\d{1,9}[.)])\s/m.test(text)),
    hostIsNone: url !== undefined && !/[.[]/.test(new URL(url).hostname),
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
    .setTimestamp(Date.parse(embed.timestamp));
}

/** Links, times, code and escapes as the adapter writes them, taken out. */
function withoutOwnMarkup(text: string): string {
  return text
    .replace(/^```\n(?:(?!```)[^])*\n```$/m, '·')
    .replace(/(?<!\\)`[^`\n]+`/g, '·')
    .replace(/\\[^0-9A-Za-z\s]/g, '·')
    .replace(/\[[^[\]()\n]+\]\(https?:\/\/[^\s()<>]+\)/g, '·')
    .replace(/<t:\d{1,12}:f> \(<t:\d{1,12}:R>\)|<t:\d{1,12}:[tDfR]>/g, 'time')
    .replace(/\*\*[^*]+\*\*/g, '·')
    .replace(/^> /, '');
}

/** Lists the texts that a reader sees of a message in Discord, times left out. */
export function seenOf(body: string): readonly string[] {
  const { embeds } = JSON.parse(body) as DiscordMessage;
  return embeds
    .flatMap(({ title, description = '', fields = [], footer }) => [
      ...lines(title),
      ...lines(description),
      ...fields.flatMap(({ name, value }) => [...lines(name), ...lines(value)]),
      footer?.text ?? '',
    ])
    .filter(Boolean);
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
    .replace(/\[((?:\\.|[^\]\\])+)\]\(https?:[^\s)]+\)/g, '$1')
    .replace(/\*\*((?:\\.|[^*\\])+)\*\*/g, '$1')
    .replace(/(?<!\\)`([^`\n]+)`/g, '$1')
    .replace(/\\([^0-9A-Za-z\s])/g, '$1');
}
