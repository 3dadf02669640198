import { parse } from '@rocket.chat/message-parser';
import * as fc from 'fast-check';
import { BoundedCache } from '../../modules/model/bounded-cache.js';
import { isVisible } from '../clean-text.js';
import { brokenTexts, textsOf } from '../../../test/support/message-texts.ts';
import type { RocketChatMessage } from './rocketchat-message.js';

/** A part of a message as Rocket.Chat's own reader names it. */
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly unicode?: string;
  readonly shortCode?: string;
}

/** All that clients read where servers and readers turn everything on. */
const OPTIONS = {
  colors: true,
  emoticons: true,
  katex: { dollarSyntax: true, parenthesisSyntax: true },
  customDomains: [],
};
/** The parts that the gateway writes; any other was made of foreign text. */
const WRITTEN: ReadonlySet<string> = new Set(
  'PARAGRAPH LINE_BREAK PLAIN_TEXT BOLD LINK INLINE_CODE CODE CODE_LINE TIMESTAMP MENTION_USER'.split(' '),
);

/** Longest line that is read whole, UTF-16 units: Rocket.Chat's reader takes time by the square of the length. */
const LINE_MAX = 400;
const READ = new BoundedCache<string, readonly Node[]>(
  200,
  (part) => parse(part, OPTIONS) as unknown as readonly Node[],
);

/** Reads a text by the grammar of Rocket.Chat's own clients: blocks of code whole, and the rest line by line. */
function blocksOf(text: string): readonly Node[] {
  return text
    .split(/(?<=^|\n)(```\n[^]*?\n```)(?=\n|$)/)
    .flatMap((part) =>
      part.startsWith('```\n') ? [part] : part.split('\n').filter(Boolean).flatMap(partsOf),
    )
    .flatMap((part) => READ.get(part));
}

/** Reads of a long line its head, and the mention at its end, where the adapter sets one; a letter stands in the place of the rest. */
function partsOf(line: string): readonly string[] {
  if (line.length <= LINE_MAX) return [line];
  const [mention = ''] = / @[\w.-]+$/.exec(line) ?? [];
  const head = headOf(line);
  // Behind a head of characters of no width stands something that can be seen, at least an ellipsis.
  return [isVisible(head) ? head : '', mention && `x${mention}`].filter(Boolean);
}

/** Cuts a line between two words, before a link or a code span that would be cut apart; a link that begins the line is whole. */
function headOf(line: string): string {
  const head = line.slice(0, LINE_MAX).replace(/\s\S*$|\\$|[\uD800-\uDBFF]$/, '');
  const link = /\[[^[\]]*\]\([^\s)]*$|<https?:[^\s>|]*(?:\|[^>]*)?$/.exec(head);
  if (link?.index === 0) {
    const end = link[0].startsWith('<') ? '>' : ')';
    return line.slice(0, line.indexOf(end, head.length) + 1);
  }
  // A text that looks like a link may stand within code.
  return beforeOpenCode(link === null ? head : head.slice(0, link.index));
}

/** Cuts a text before a code span that it does not close. */
function beforeOpenCode(text: string): string {
  const isOpen = (text.match(/(?<!\\)`/g) ?? []).length % 2 === 1;
  return isOpen ? text.slice(0, text.lastIndexOf('`')) : text;
}

/** Lists all parts of a text; those within links and code are not parted. */
function nodesOf(text: string): readonly Node[] {
  return flat(blocksOf(text));
}

function flat(nodes: unknown): readonly Node[] {
  if (!Array.isArray(nodes)) return [];
  return (nodes as readonly Node[]).flatMap((node) => [
    node,
    ...(Array.isArray(node.value) ? flat(node.value) : []),
  ]);
}

const plainOf = (value: unknown): string => String((value as Node | undefined)?.value ?? '');

/** Lists the texts that are read as Markdown. */
function markdownIn(body: string): readonly string[] {
  const {
    text,
    attachments: [{ text: inner = '', fields = [] }],
  } = JSON.parse(body) as RocketChatMessage;
  return [text, inner, ...fields.map(({ value }) => value)].filter(Boolean);
}

/** Checks a message for Rocket.Chat beyond its schema: markup, faces and links that its own reader makes of foreign text. */
export function faultsOf(body: string): object {
  const { attachments } = JSON.parse(body) as RocketChatMessage;
  return {
    broken: brokenTexts(textsOf(JSON.parse(body)).map(([, text]) => text)),
    tooLarge: JSON.stringify(attachments).length > 12_000,
    widenedLabels: markdownIn(body).flatMap((text) =>
      nodesOf(text).flatMap(({ type, value }) => {
        const label = type === 'LINK' ? wordsIn([(value as LinkValue).label].flat()) : '';
        return label.includes('[') ? [label] : [];
      }),
    ),
    foreign: markdownIn(body).flatMap((text) =>
      nodesOf(text)
        .filter(isForeign)
        .map(({ type }) => `${type} in ${text.slice(0, 200)}`),
    ),
  };
}

/** True for a part that the gateway never writes: emoji of Unicode are drawn as what they are. */
function isForeign(node: Node): boolean {
  if (node.type === 'EMOJI') return node.unicode === undefined;
  if (node.type === 'BIG_EMOJI') return false;
  return !WRITTEN.has(node.type);
}

/** Mentions by which a server notifies people, whatever the reader finds: the server takes links out of the text, and looks into code. */
const BY_SERVER = /(?<=^|[\s>])@[\w.-]+/gm;

/** Lists the mentions that Rocket.Chat's own reader finds, and those of the text by which a server notifies people all the same. */
export function pingsOf(body: string): readonly string[] {
  const { text } = JSON.parse(body) as RocketChatMessage;
  const shown = markdownIn(body).flatMap((markdown) =>
    nodesOf(markdown).flatMap(({ type, value }) => (type === 'MENTION_USER' ? [`@${plainOf(value)}`] : [])),
  );
  const notified = text.replace(/\[[^\]]*\]\([^)]+\)/g, '').match(BY_SERVER) ?? [];
  return [...shown, ...notified.filter((name) => !shown.includes(name))];
}

interface LinkValue {
  readonly src: Node;
  readonly label: readonly Node[] | Node;
}

/** Lists the addresses that a message leads to. */
export function linksOf(body: string): readonly string[] {
  const { attachments } = JSON.parse(body) as RocketChatMessage;
  const pictures = attachments.flatMap(({ thumb_url: url }) => url ?? []);
  const links = markdownIn(body).flatMap((text) =>
    nodesOf(text).flatMap(({ type, value }) => (type === 'LINK' ? [plainOf((value as LinkValue).src)] : [])),
  );
  return [...links.map(withParentheses), ...pictures];
}

/** Reads parentheses that had to be percent-encoded within those of a link. */
function withParentheses(href: string): string {
  const decoded = href.replaceAll('%28', '(').replaceAll('%29', ')');
  return /^[^()]*(\([^()]*\)[^()]*)*$/.test(decoded) ? href : decoded;
}

/** Lists the texts that a reader sees of a message in Rocket.Chat, times left out. */
export function seenOf(body: string): readonly string[] {
  const {
    attachments: [{ fields = [] }],
  } = JSON.parse(body) as RocketChatMessage;
  return [...fields.map(({ title }) => title), ...markdownIn(body).flatMap(linesOf)].filter(Boolean);
}

function linesOf(text: string): readonly string[] {
  return blocksOf(text).flatMap(({ type, value }) => {
    if (type === 'CODE') return (value as readonly Node[]).map((line) => plainOf(line.value));
    return wordsIn(value).split('\n');
  });
}

function wordsIn(value: unknown): string {
  if (!Array.isArray(value)) return '';
  return (value as readonly Node[])
    .map((node) => {
      if (node.type === 'PLAIN_TEXT') return String(node.value);
      if (node.type === 'EMOJI') return node.unicode ?? '';
      if (node.type === 'LINK') return wordsIn([(node.value as LinkValue).label].flat());
      if (node.type === 'TIMESTAMP') return '\n';
      return node.type === 'INLINE_CODE' ? plainOf(node.value) : wordsIn(node.value);
    })
    .join('');
}

export const arbitraryOptions = fc.record(
  {
    channel: fc.constantFrom('#jobs', '@ops.team'),
    alias: fc.constant('Jobs'),
    avatarUrl: fc.constant('https://cdn.example.com/icon.png'),
    emoji: fc.constantFrom(':rocket:', ':+1:'),
    localTimes: fc.boolean(),
  },
  { requiredKeys: [] },
);
