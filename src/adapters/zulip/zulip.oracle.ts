import * as fc from 'fast-check';
import { foreignMarkup, tokensOf } from '../../../test/support/markdown-reader.ts';
import { brokenTexts } from '../../../test/support/message-texts.ts';

/**
 * The rules by which a server of Zulip reads a message, written from its documents and its source: nobody has published a reader of
 * Zulip's Markdown for JavaScript. Code comes first, then mentions, links, timestamps, addresses, entities, emphasis and emoji.
 */
const FENCE = /(^|\n)(```|~~~)(\w*)\n([^]*?)\n\2(?=\n|$)/g;
const CODE = /`([^`\n]+)`/g;
const MENTION = /@(_?)(\*\*[^*\n]+\*\*|\*[^*\n]+\*)/g;
const LINK = /\[([^[\]\n]*)\]\(((?:[^\s()]|\([^\s()]*\))*)\)/g;
const TIME = /<time:[^>\n]*>/g;
/** Code, in which a server reads nothing else, or what CommonMark has not: a mention, a time. */
const CODE_OR_OWN = new RegExp(`(${CODE.source})|${MENTION.source}|${TIME.source}`, 'g');
const BOLD = /\*\*([^\n]+?)\*\*/g;

interface Read {
  readonly mentions: readonly string[];
  readonly links: readonly string[];
  /** The text without the markup above, entities as they are written. */
  readonly rest: string;
  readonly seen: string;
}

function read(content: string): Read {
  const [mentions, links]: [string[], string[]] = [[], []];
  const marked = content
    .replace(FENCE, (_, begin: string) => `${begin}\u0001`)
    .replace(CODE, '\u0001')
    .replace(MENTION, (whole, silent: string) => {
      if (silent === '') mentions.push(whole);
      return '\u0001';
    })
    .replace(LINK, (_, label: string, href: string) => {
      links.push(href);
      return label;
    })
    .replace(TIME, '\u0001');
  const seen = content
    .replace(FENCE, '$1$4')
    .replace(CODE, '$1')
    .replace(LINK, '$1')
    .replace(TIME, '\n')
    .replace(BOLD, '$1')
    .replace(/^> /gm, '');
  return { mentions, links, rest: marked.replace(BOLD, '$1'), seen: decoded(seen) };
}

function decoded(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

/** Markup that a server would find in foreign text. */
const BY_ITSELF: readonly (readonly [string, RegExp])[] = [
  ['a sign of markup', /[*`~[\]$]/],
  ['a mention or a channel', /@\S|(?<!&)#\S/],
  ['an emoji', /:[a-z0-9+][\w+-]*:/i],
  ['an address', /\b[a-z][a-z\d+.-]*:\/\/|(?<![a-zA-Z\d])www\.[a-z]|[\p{L}\p{N}]\.(?:com|org|net|de)\b/iu],
  ['an entity', /&(?!#\d+;)#?\w+;/],
  ['a list, a heading or a table', /^ {0,3}(?:[-+]\s|\d+[.)]\s|#{1,6}\s|\|)|^ {4}|^\t/m],
];

/** Takes out the parts that CommonMark reads otherwise: mentions, times, quotations of our own, and underscores, which Zulip never reads as emphasis. */
function asCommonMark(content: string): string {
  return content
    .replace(CODE_OR_OWN, (_, inCode = '') => inCode)
    .replace(/^> /gm, '')
    .replaceAll('_', '');
}

/** Checks a message for Zulip beyond its schema: foreign text as its server, and marked, would read it. */
export function faultsOf(body: string): object {
  const form = new URLSearchParams(body);
  const content = form.get('content') ?? '';
  const { rest } = read(content);
  return {
    broken: brokenTexts([content, form.get('topic') ?? ''].map((text) => text.replaceAll('\n', ' '))),
    markdown: foreignMarkup(tokensOf(asCommonMark(content))),
    byItself: BY_ITSELF.flatMap(([name, made]) => {
      const [found] = made.exec(rest) ?? [];
      return found === undefined ? [] : [`${name}: ${JSON.stringify(found)} in ${rest.slice(0, 200)}`];
    }),
  };
}

/** Lists the mentions of a message: not those in code, nor silent ones. */
export function pingsOf(body: string): readonly string[] {
  return read(new URLSearchParams(body).get('content') ?? '').mentions;
}

/** Lists the addresses that a message leads to. */
export function linksOf(body: string): readonly string[] {
  return read(new URLSearchParams(body).get('content') ?? '').links;
}

/** Lists the texts that a reader sees of a message in Zulip, times left out. */
export function seenOf(body: string): readonly string[] {
  const form = new URLSearchParams(body);
  return [form.get('topic') ?? '', ...read(form.get('content') ?? '').seen.split('\n')].filter(Boolean);
}

export const arbitraryOptions = fc.record(
  { topic: fc.constantFrom('jobs', 'Renders of today'), threads: fc.constantFrom('none', 'job') },
  { requiredKeys: [] },
);
