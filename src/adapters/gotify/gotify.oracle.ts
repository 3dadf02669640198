import * as fc from 'fast-check';
import { marked, type Token, type Tokens } from 'marked';
import { brokenTexts, textsOf } from '../../../test/support/message-texts.ts';
import type { GotifyMessage } from './gotify-message.js';

/** The parts of Markdown that the gateway writes; any other was made of foreign text. */
const WRITTEN: ReadonlySet<string> = new Set(
  'paragraph space code text br strong codespan escape link'.split(' '),
);

/** Reads the Markdown as marked does, with the extensions of GitHub, which Gotify's web page knows too. */
function tokensOf({ message }: GotifyMessage): readonly Token[] {
  const all: Token[] = [];
  marked.walkTokens(marked.lexer(message), (token) => void all.push(token));
  return all;
}

/** Checks a message for Gotify beyond its schema: Markdown and links that were made of foreign text. */
export function faultsOf(body: string): object {
  const message = JSON.parse(body) as GotifyMessage;
  const tokens = tokensOf(message);
  return {
    broken: brokenTexts(textsOf(message).map(([, text]) => text)),
    foreign: tokens
      .filter(({ type }) => !WRITTEN.has(type))
      .map(({ type, raw }) => `${type}: ${raw.slice(0, 60)}`),
    linkedByItself: tokens
      .filter(({ type, raw }) => type === 'link' && !raw.startsWith('['))
      .map(({ raw }) => raw),
  };
}

/** Lists the addresses that a message leads to. */
export function linksOf(body: string): readonly string[] {
  const message = JSON.parse(body) as GotifyMessage;
  const { click, bigImageUrl } = message.extras['client::notification'] ?? {};
  const inText = tokensOf(message).flatMap((token) =>
    token.type === 'link' ? [(token as Tokens.Link).href] : [],
  );
  return [click?.url, bigImageUrl, ...inText].filter((link) => link !== undefined);
}

/** Lists the texts that a reader sees of a message in Gotify. */
export function seenOf(body: string): readonly string[] {
  const message = JSON.parse(body) as GotifyMessage;
  return [message.title, ...linesOf(marked.lexer(message.message)).split('\n')].filter(Boolean);
}

function linesOf(tokens: readonly Token[]): string {
  return tokens.map(lineOf).join('');
}

function lineOf(token: Token): string {
  if (token.type === 'br') return '\n';
  if (token.type === 'space') return '\n';
  if (token.type === 'code') return `${(token as Tokens.Code).text}\n`;
  if ('tokens' in token && token.tokens)
    return `${linesOf(token.tokens)}${token.type === 'paragraph' ? '\n' : ''}`;
  return (token as Tokens.Text).text;
}

export const arbitraryOptions = fc.record(
  { token: fc.constant('AgQdq7mVBoFD37z'), failurePriority: fc.integer({ min: 0, max: 10 }) },
  { requiredKeys: [] },
);
