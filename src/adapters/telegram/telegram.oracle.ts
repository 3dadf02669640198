import type { ApiMethods } from '@grammyjs/types';
import * as fc from 'fast-check';
import type { Knows } from '../../../test/support/lacking.ts';
import { brokenTexts, textsOf } from '../../../test/support/message-texts.ts';
import { tagFaults } from '../../../test/support/tag-faults.ts';
import type { TelegramMessage } from './telegram-message.js';

/** The parameters of both methods by grammY's types: a message that is none of them, or has a property that they lack, does not compile. */
type Parameters = globalThis.Parameters<ApiMethods<unknown>['sendMessage']>[0];
const asSent = (message: TelegramMessage): Parameters => message;
type Edit = globalThis.Parameters<ApiMethods<unknown>['editMessageText']>[0];
const isKnown: Knows<Parameters | Edit, TelegramMessage> = true;

/** Tags that the gateway uses, with the attributes each must have. */
const TAGS: Readonly<Record<string, RegExp>> = {
  b: /^$/,
  code: /^$/,
  pre: /^$/,
  blockquote: /^$/,
  a: /^ href="(https?:\/\/[^\s"<>]+|tg:\/\/user\?id=\d+)"$/,
  'tg-time': /^ unix="\d{1,12}" format="(r|w?[dD]?[tT]?)"$/,
};
/** Telegram reads no markup within these. */
const CLOSED: ReadonlySet<string> = new Set(['code', 'pre', 'tg-time']);
/** Most entities that Telegram was seen to take. */
const ENTITIES_MAX = 100;

/** The mention of a user at the end of the first line; `pingsOf` tells whom it names. */
const MENTIONED = / @[A-Za-z]\w{3,31}(?=\n|$)/;

interface Read {
  /** The text without markup. */
  readonly text: string;
  readonly faults: readonly string[];
  readonly entities: number;
  /** Text outside of code and links, where Telegram finds mentions and addresses by itself. */
  readonly open: string;
  /** Texts of the lines and buttons, times left out. */
  readonly shown: string;
}

/** Reads the HTML as Telegram does, strictly: an unknown tag, one that is not closed, or a loose sign is a fault. */
function read(html: string): Read {
  const faults: string[] = [];
  const stack: string[] = [];
  let [text, open, shown, entities] = ['', '', '', 0];
  const take = (part: string): void => {
    if (/[<>]|&(?!(amp|lt|gt|quot);)/.test(part)) faults.push(`loose sign in ${part.slice(0, 40)}`);
    const words = decoded(part);
    text += words;
    if (!stack.includes('code') && !stack.includes('pre') && !stack.includes('a')) open += words;
    shown += stack.includes('tg-time') ? '\n' : words;
  };
  let end = 0;
  for (const match of html.matchAll(/<(\/?)([a-z-]+)([^<>]*)>/g)) {
    take(html.slice(end, match.index));
    end = match.index + match[0].length;
    const [, slash, tag = '', attributes = ''] = match;
    if (slash) {
      if (stack.pop() !== tag) faults.push(`</${tag}> closes nothing`);
      continue;
    }
    if (!TAGS[tag]?.test(attributes)) faults.push(`unknown <${tag}${attributes}>`);
    if (stack.some((outer) => CLOSED.has(outer))) faults.push(`<${tag}> within ${stack.join(' ')}`);
    entities += 1;
    stack.push(tag);
  }
  take(html.slice(end));
  if (stack.length > 0) faults.push(`<${stack.join('> <')}> not closed`);
  return { text, faults, entities, open, shown };
}

function decoded(part: string): string {
  return part
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** Checks a Telegram message beyond its schema: its length without markup, its HTML, and what Telegram would link by itself. */
export function faultsOf(body: string): object {
  const message = asSent(JSON.parse(body) as TelegramMessage);
  const { text, faults, entities, open } = read(message.text);
  return {
    tooLong: text.trim().length > 4096,
    empty: !/[^\s\u200b]/.test(text),
    types: !isKnown,
    html: faults,
    htmlparser2: tagFaults(message.text, {
      b: [],
      code: [],
      pre: [],
      blockquote: [],
      a: ['href'],
      'tg-time': ['unix', 'format'],
    }),
    tooManyEntities: entities > ENTITIES_MAX,
    broken: brokenTexts(textsOf(message).map(([, value]) => value)),
    linkedByItself:
      open.replace(MENTIONED, '').match(/@\w|#\w|(?<!\u200b)\w:\/\/\w|(?:^|\s)\/[a-z]\w/g) ?? [],
  };
}

/** Lists the mentions of a message in Telegram: names after an `@`, and links to users. */
export function pingsOf(body: string): readonly string[] {
  const { text } = JSON.parse(body) as TelegramMessage;
  const users = [...text.matchAll(/ href="(tg:[^"]*)"/g)].map(([, user = '']) => user);
  return [...(read(text).open.match(/@\w+/g) ?? []), ...users];
}

/** Lists the addresses of a message in Telegram: links, the picture above it, buttons, and what clients make links of by themselves. */
export function linksOf(body: string): readonly string[] {
  const { text, reply_markup: markup, link_preview_options: preview } = JSON.parse(body) as TelegramMessage;
  const inText = [...text.matchAll(/ href="(https?:[^"]*)"/g)].map(([, url = '']) => decoded(url));
  const buttons =
    markup?.inline_keyboard.flat().flatMap((button) => ('url' in button ? button.url : [])) ?? [];
  const bare = read(text).open.match(/\b[a-z]+:\/\/[^\s\u200b]+/gi) ?? [];
  return [...inText, ...buttons, ...('url' in preview ? [preview.url] : []), ...bare];
}

/** Lists the texts that a reader sees of a message in Telegram, times left out. */
export function seenOf(body: string): readonly string[] {
  const { text, reply_markup: markup } = JSON.parse(body) as TelegramMessage;
  const buttons = markup?.inline_keyboard.flat() ?? [];
  return [...read(text).shown.split('\n'), ...buttons.map((button) => button.text)].filter(Boolean);
}

export const arbitraryOptions = fc.record(
  {
    silent: fc.constantFrom('never', 'except_failures', 'always'),
    localTimes: fc.boolean(),
    threadId: fc.constant('42'),
    nativeButtons: fc.boolean(),
    buttonUsers: fc.constantFrom('123456789', '123456789, 987654321'),
  },
  { requiredKeys: [] },
);
