import * as fc from 'fast-check';
import {
  foreignMarkup,
  linksIn,
  rawTextIn,
  seenIn,
  textIn,
  tokensOf,
} from '../../../test/support/markdown-reader.ts';
import { brokenTexts, textsOf } from '../../../test/support/message-texts.ts';

interface Sent {
  readonly markdown: string;
  readonly text: string;
}

/** Limit of a text by the documents of Webex, bytes. */
const BYTES_MAX = 7439;
/** Mentions, and the tags that the HTML of messages has for them. */
const MENTION = /<@[^>\n]*>|<\/?spark-mention\b[^>]*>/gi;

const markdownIn = (body: string): string => (JSON.parse(body) as Sent).markdown;

/** Checks a message for Webex beyond its schema: its size, and Markdown, tags and links that were made of foreign text. */
export function faultsOf(body: string): object {
  const sent = JSON.parse(body) as Sent;
  const tokens = tokensOf(sent.markdown.replace(MENTION, ''));
  const plain = textIn(tokens);
  return {
    tooLarge: Math.max(Buffer.byteLength(sent.markdown), Buffer.byteLength(sent.text)) > BYTES_MAX,
    broken: brokenTexts(textsOf(sent).map(([, text]) => text)),
    foreign: foreignMarkup(tokens).filter((found) => !found.startsWith('blockquote: > ')),
    loose: rawTextIn(tokens).match(/[<>*_`~[\]]|&(?!#\d{1,3};)/g) ?? [],
    linkedByItself: [plain, sent.text].flatMap(
      (text) => text.match(/(?<!\u200b)\w:\/\/\w|(?<![a-zA-Z\d])www\.\w/gi) ?? [],
    ),
  };
}

/** Lists the mentions of a message, wherever they stand: nobody says that Webex looks for none in code. */
export function pingsOf(body: string): readonly string[] {
  return markdownIn(body).match(MENTION) ?? [];
}

/** Lists the addresses that a message leads to. */
export function linksOf(body: string): readonly string[] {
  return linksIn(tokensOf(markdownIn(body)));
}

/** Lists the texts that a reader sees of a message in Webex. */
export function seenOf(body: string): readonly string[] {
  return seenIn(markdownIn(body).replace(MENTION, ''));
}

export const arbitraryOptions = fc.record({ token: fc.constant('NzQ1ZmVhOWQtMzQ1Ny00YjQ4_PF84_consumer') });
