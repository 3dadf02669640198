import * as fc from 'fast-check';
import { brokenTexts, textsOf } from '../../../test/support/message-texts.ts';
import { tagFaults } from '../../../test/support/tag-faults.ts';
import type { PushoverMessage } from './pushover-message.js';

const TAG = /<(\/?)(b|a)((?: href="https?:\/\/[^"<>\s]*")?)>/g;

/** Checks a message for Pushover beyond its schema: its markup, and links made of foreign text. */
export function faultsOf(body: string): object {
  const message = JSON.parse(body) as PushoverMessage;
  const bare = message.message.replace(TAG, '');
  return {
    broken: brokenTexts(textsOf(message).map(([, text]) => text)),
    loose: /[<>]|&(?!(amp|lt|gt|quot);)/.test(bare),
    unbalanced: isUnbalanced(message.message),
    htmlparser2: tagFaults(message.message, { b: [], a: ['href'] }),
    linkedByItself: bare.match(/:\/\/|(?<![a-zA-Z\d])www\./gi) ?? [],
    emergency: (message.priority === 2) !== (message.retry !== undefined && message.expire !== undefined),
  };
}

function isUnbalanced(html: string): boolean {
  const stack: string[] = [];
  for (const [, slash, tag = '', attributes] of html.matchAll(TAG)) {
    if ((tag === 'a' && slash === '') === (attributes === '')) return true;
    if (slash === '') stack.push(tag);
    else if (stack.pop() !== tag) return true;
  }
  return stack.length > 0;
}

/** Lists the addresses that a message leads to. */
export function linksOf(body: string): readonly string[] {
  const { url, message } = JSON.parse(body) as PushoverMessage;
  const inText = [...message.matchAll(/ href="([^"]*)"/g)].map(([, link = '']) => decoded(link));
  return url === undefined ? inText : [url, ...inText];
}

/** Lists the texts that a reader sees of a message in Pushover, the time left out. */
export function seenOf(body: string): readonly string[] {
  const { title, message, url_title: label = '' } = JSON.parse(body) as PushoverMessage;
  return [title, ...decoded(message.replace(TAG, '')).split('\n'), label].filter(Boolean);
}

function decoded(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

export const arbitraryOptions = fc.record(
  {
    token: fc.constant('azGDORePK8gMaC0QOYAMyEEuzJnyUi'),
    user: fc.constant('uQiRzpo4DXghDmr9QzzfQu27cmVRsG'),
    failurePriority: fc.integer({ min: -2, max: 2 }),
    sound: fc.constantFrom('none', 'pushover'),
    ttl: fc.integer({ min: 1, max: 31_536_000 }),
    tags: fc.constantFrom('render', 'job=1,team:video'),
    device: fc.constantFrom('phone', 'phone,desk-top'),
  },
  { requiredKeys: ['token', 'user'] },
);
