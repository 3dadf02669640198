import type { chat_v1 } from '@googleapis/chat';
import * as fc from 'fast-check';
import type { Knows } from '../../../test/support/lacking.ts';
import { brokenTexts, textsOf } from '../../../test/support/message-texts.ts';
import { tagFaults } from '../../../test/support/tag-faults.ts';
import type { GoogleChatMessage, Widget } from './google-chat-message.js';

/** Google's own types of the API: a message that is none of them, or has a property that they lack, does not compile. */
const asSent = (message: GoogleChatMessage): chat_v1.Schema$Message => message;
const isKnown: Knows<chat_v1.Schema$Message, GoogleChatMessage> = true;

/** Limit of a message by the documents of Google Chat, bytes. */
const BYTES_MAX = 32_000;
const TAG = /<\/?(?:b|br|font)(?: color="#[0-9a-f]{6}")?>|<a href="[^"<>]+">|<\/a>/g;

/** Checks a message for Google Chat beyond its schema: its size, its markup, and mentions and links made of foreign text. */
export function faultsOf(body: string): object {
  const message = JSON.parse(body) as GoogleChatMessage;
  const { cardsV2 = [] } = asSent(message);
  const html = htmlIn(message);
  const texts = textsOf(message).map(([, text]) => text);
  const bare = html.map((text) => text.replace(TAG, ''));
  return {
    types: !isKnown || cardsV2?.length !== 1,
    tooLarge: Buffer.byteLength(body) > BYTES_MAX,
    broken: brokenTexts(texts),
    loose: bare.filter((text) => /[<>]|&(?!(amp|lt|gt);)/.test(text)),
    unbalanced: html.filter(isUnbalanced),
    htmlparser2: html.flatMap((text) => tagFaults(text, { b: [], br: [], font: ['color'], a: ['href'] })),
    blank: bare.filter((text) => !/\S/.test(text)),
    ambiguous: headTexts(message).filter((text) => /<[a-z/!]|&#?\w+;/i.test(text)),
    linkedByItself: [...bare, ...headTexts(message)].filter((text) =>
      /:\/\/|(?<![a-zA-Z\d])www\./i.test(text),
    ),
  };
}

function isUnbalanced(html: string): boolean {
  const stack: string[] = [];
  for (const [, slash, tag = ''] of html.matchAll(/<(\/?)(b|font|a)\b[^>]*>/g))
    if (slash === '/') {
      if (stack.pop() !== tag) return true;
    } else stack.push(tag);
  return stack.length > 0;
}

function widgetsIn({ cardsV2 }: GoogleChatMessage): readonly Widget[] {
  return cardsV2[0].card.sections.flatMap(({ widgets }) => widgets);
}

/** Lists the texts that cards read as HTML. */
function htmlIn(message: GoogleChatMessage): readonly string[] {
  return widgetsIn(message).flatMap((widget) => {
    if ('textParagraph' in widget) return [widget.textParagraph.text];
    return 'decoratedText' in widget ? [widget.decoratedText.text] : [];
  });
}

/** Lists the texts of which nobody says whether they are read as HTML. */
function headTexts(message: GoogleChatMessage): readonly string[] {
  const { title, subtitle = '' } = message.cardsV2[0].card.header;
  const labels = widgetsIn(message).flatMap((widget) =>
    'decoratedText' in widget ? [widget.decoratedText.topLabel] : [],
  );
  return [message.fallbackText, title, subtitle, ...labels];
}

/** Lists the mentions of a message: cards have none. */
export function pingsOf(body: string): readonly string[] {
  const { text = '', fallbackText } = JSON.parse(body) as GoogleChatMessage;
  return `${text} ${fallbackText}`.match(/<users\/[^>]*>/g) ?? [];
}

/** Lists the addresses that a message leads to. */
export function linksOf(body: string): readonly string[] {
  return widgetsIn(JSON.parse(body) as GoogleChatMessage).flatMap((widget) => {
    if ('image' in widget) return [widget.image.imageUrl];
    if ('textParagraph' in widget)
      return [...widget.textParagraph.text.matchAll(/<a href="([^"]*)">/g)].map(([, url]) => decoded(url!));
    return 'buttonList' in widget ? widget.buttonList.buttons.map(({ onClick }) => onClick.openLink.url) : [];
  });
}

/** Lists the texts that a reader sees of a message in Google Chat. */
export function seenOf(body: string): readonly string[] {
  const message = JSON.parse(body) as GoogleChatMessage;
  const { title, subtitle = '' } = message.cardsV2[0].card.header;
  return [title, subtitle, ...widgetsIn(message).flatMap(seenIn)].filter(Boolean);
}

function seenIn(widget: Widget): readonly string[] {
  if ('textParagraph' in widget) return widget.textParagraph.text.split('<br>').map(withoutMarkup);
  if ('decoratedText' in widget)
    return [widget.decoratedText.topLabel, withoutMarkup(widget.decoratedText.text)];
  return 'buttonList' in widget ? widget.buttonList.buttons.map(({ text }) => text) : [];
}

function withoutMarkup(html: string): string {
  return decoded(html.replace(TAG, ''));
}

function decoded(html: string): string {
  return html
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

export const arbitraryOptions = fc.record({ threads: fc.constantFrom('none', 'job') }, { requiredKeys: [] });
