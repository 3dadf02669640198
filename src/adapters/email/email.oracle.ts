import * as fc from 'fast-check';
import { brokenTexts, textsOf } from '../../../test/support/message-texts.ts';
import { NASTY } from '../../../test/support/nasty-texts.ts';
import { tagFaults, type Tags } from '../../../test/support/tag-faults.ts';
import type { MailMessage } from '../../modules/model/mail-message.js';

/** Tags that the gateway uses, with the attributes that each may have. */
const TAGS: Readonly<Record<string, RegExp>> = {
  html: /^$/,
  head: /^$/,
  meta: /^ (charset|name)="[^"]*"( content="[^"]*")?$/,
  body: /^ style="[^"]*"$/,
  table: /^ role="presentation"( cellpadding="0")?( cellspacing="0")?( style="[^"]*")?$/,
  tr: /^$/,
  td: /^ style="[^"]*"$/,
  div: /^ style="[^"]*"$/,
  span: /^ style="[^"]*"$/,
  pre: /^ style="[^"]*"$/,
  strong: /^( style="[^"]*")?$/,
  br: /^$/,
  a: /^ href="https?:\/\/[^\s"<>]+"$/,
};
const ATTRIBUTES: Tags = {
  ...Object.fromEntries(Object.keys(TAGS).map((tag) => [tag, ['style']])),
  meta: ['charset', 'name', 'content'],
  table: ['role', 'cellpadding', 'cellspacing', 'style'],
  a: ['href'],
};
const EMPTY: ReadonlySet<string> = new Set(['meta', 'br']);

/** Checks a mail beyond its schema: its size, its HTML, and anything that would be loaded from elsewhere or run. */
export function faultsOf(body: string): object {
  const message = JSON.parse(body) as MailMessage;
  const { html, text } = message;
  return {
    tooLarge: Buffer.byteLength(html) + Buffer.byteLength(text) > 60_000,
    broken: brokenTexts(textsOf(message).map(([, value]) => value)),
    html: htmlFaults(html.slice('<!doctype html>'.length)),
    htmlparser2: tagFaults(html.slice('<!doctype html>'.length), ATTRIBUTES),
    // An address that a link leads to loads nothing, whatever is in it.
    loads: /url\(|@import|<img|<script|<link|javascript:/i.test(
      html.replace(/>[^<]*</g, '><').replace(/ href="https?:[^"]*"/g, ''),
    ),
  };
}

/** Reads the HTML strictly: an unknown tag or attribute, one that is not closed, or a loose sign is a fault. */
function htmlFaults(html: string): readonly string[] {
  const faults: string[] = [];
  const stack: string[] = [];
  let end = 0;
  const take = (part: string): void => {
    if (/[<>"]|&(?!(amp|lt|gt|quot|nbsp|#39);)/.test(part)) faults.push(`loose sign in ${part.slice(0, 40)}`);
  };
  for (const match of html.matchAll(/<(\/?)([a-z]+)([^<>]*)>/g)) {
    take(html.slice(end, match.index));
    end = match.index + match[0].length;
    const [, slash, tag = '', attributes = ''] = match;
    if (slash && stack.pop() !== tag) faults.push(`</${tag}> closes nothing`);
    if (slash) continue;
    if (!TAGS[tag]?.test(attributes)) faults.push(`unknown <${tag}${attributes}>`);
    if (!EMPTY.has(tag)) stack.push(tag);
  }
  take(html.slice(end));
  return stack.length > 0 ? [...faults, `<${stack.join('> <')}> not closed`] : faults;
}

/** Texts that mail programs link by themselves. */
const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"]+/gi;

/** Lists the addresses of a mail: links, and what mail programs make links of by themselves; values that are copied stand in a fixed width. */
export function linksOf(body: string): readonly string[] {
  const { html } = JSON.parse(body) as MailMessage;
  const hrefs = [...html.matchAll(/<a href="([^"]*)"/g)].map(([, url = '']) => decoded(url));
  const prose = html
    .replace(/<span style="[^"]*monospace[^"]*">[^<]*<\/span>/g, '')
    .replace(/<[^<>]*>/g, ' ');
  return [...hrefs, ...(decoded(prose).match(ADDRESS) ?? [])];
}

/** Lists the texts that a reader sees of a mail. */
export function seenOf(body: string): readonly string[] {
  const { subject, html } = JSON.parse(body) as MailMessage;
  const texts = html
    .replace(/<div style="display:none[^<>]*>[^<>]*<\/div>/g, '')
    .replace(/<\/?(a|strong|span)\b[^<>]*>/g, '')
    .split(/<[^<>]*>|\n/)
    .map(decoded);
  return [subject, ...texts].filter((text) => text.trim() !== '');
}

function decoded(html: string): string {
  return html
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

export const arbitraryOptions = fc.record(
  {
    subjectPrefix: fc.oneof(
      fc.constant('[staging]'),
      fc.constantFrom(...NASTY.filter((text) => /^[^\p{Cc}]{1,40}$/u.test(text))),
    ),
    cc: fc.constantFrom('ann@example.com', 'StreamGank <jobs@example.com>, ben@example.com'),
    replyTo: fc.constant('Ops <ops@example.com>'),
  },
  { requiredKeys: [] },
);
