import type { KnownBlock, MessageAttachment } from '@slack/types';
import type { Knows } from '../../../test/support/lacking.ts';
import { brokenTexts, textsOf } from '../../../test/support/message-texts.ts';
import type { Block, SlackMessage } from './slack-message.js';
import type { RichElement } from './slack-text.js';

/** A message by Slack's own types: one that is none of them, or has a property that they lack, does not compile. */
interface Known {
  readonly text: string;
  readonly blocks: KnownBlock[];
  readonly attachments?: (Omit<MessageAttachment, 'blocks'> & { readonly blocks?: KnownBlock[] })[];
}
const asSent = (message: SlackMessage): Known => message;
const isKnown: Knows<Known, SlackMessage> = true;

/** Checks a Slack message beyond its schema: sums over its blocks, and text that Slack would read as markup. */
export function faultsOf(body: string): object {
  const message = JSON.parse(body) as SlackMessage;
  const { text, blocks, attachments = [] } = message;
  const all = blocksOf(message);
  return {
    types: !isKnown || asSent(message) !== message,
    tooManyBlocks: all.length > 50,
    tooLong: JSON.stringify([...blocks, ...attachments]).length > 8000,
    broken: brokenTexts(textsOf(message).map(([, value]) => value)),
    looseEntities: [
      text,
      ...attachments.map(({ fallback }) => fallback),
      ...mrkdwnTexts(message).map(withoutAngles),
    ].filter((value) => /[<>]|&(?!(amp|lt|gt);)/.test(value.replace(/^>/, ''))),
    foreignMarkup: [
      ...mrkdwnTexts(message).map(withoutOwnMarkup).map(withoutJoints),
      ...[text, ...attachments.map(({ fallback }) => fallback)].map(withoutWords),
    ].filter((value) => SIGN.test(value)),
    blank: blocksOf(message).some(
      (block) => block.type === 'rich_text' && !/[^\s\u200b]/.test(JSON.stringify(block)),
    ),
  };
}

/** A sign of markup that is not set apart, an emoji's name, or a quotation at the beginning of a line. */
const SIGN = /(?<!\u200b)[*_~`]|[*_~`](?!\u200b)|:[\p{L}\p{M}\p{N}_+'-]+:|^\s*&gt;/mu;

/** Takes out of a text what is no markup though it has its signs: addresses, words with underscores, a sign beside which the text was cut. */
function withoutWords(text: string): string {
  return withoutJoints(text.replace(/https?:\/\/(?:[^\s`|&]|&amp;)*[\w/=]/g, '/')).replace(
    /\u200b[*_~`]…$/,
    '',
  );
}

function withoutJoints(text: string): string {
  return text.replace(/(?<=[a-z0-9])_(?=[a-z0-9])/gi, '');
}

/** Texts that Slack reads as mrkdwn: those of objects of that type, and the text of an attachment. */
function mrkdwnTexts({ attachments = [], ...message }: SlackMessage): readonly string[] {
  const objects = blocksOf({ ...message, attachments }).flatMap((block) =>
    block.type === 'section' ? block.fields : block.type === 'context' ? block.elements : [],
  );
  return [
    ...objects.filter(({ type }) => type === 'mrkdwn').map(({ text }) => text),
    ...attachments.flatMap((attachment) => ('text' in attachment ? [attachment.text ?? ''] : [])),
  ];
}

/** Takes dates out, and addresses of links. */
function withoutAngles(text: string): string {
  return withoutDates(text).replace(/<https?:\/\/[^<>|\s]+\|([^<>|]+)>/g, '$1');
}

function withoutDates(text: string): string {
  return text.replace(/<!date\^\d{1,12}\^[{}a-z_ ]+\|[^<>|]+>/g, '');
}

/** Dates, code, labels and emphasis as the adapter writes them, taken out. */
function withoutOwnMarkup(text: string): string {
  return withoutAngles(text)
    .replace(/(?<!\u200b)`[^`\n]+`/g, '')
    .replace(/(?<!\u200b)\*((?:[^*\n]|\u200b\*\u200b)+)\*(?!\u200b)/g, '$1')
    .replace(/^>/, '');
}

function blocksOf({
  blocks,
  attachments = [],
}: Pick<SlackMessage, 'blocks' | 'attachments'>): readonly Block[] {
  return [
    ...blocks,
    ...attachments.flatMap((attachment) => ('blocks' in attachment ? attachment.blocks : [])),
  ];
}

/** Lists the mentions of a message in Slack: elements of rich text, and control sequences where Slack reads any. */
export function pingsOf(body: string): readonly string[] {
  const message = JSON.parse(body) as SlackMessage;
  const elements = blocksOf(message)
    .flatMap((block) => (block.type === 'rich_text' ? block.elements : []))
    .flatMap(({ elements }) => elements)
    .flatMap(pingIn);
  const texts = [
    message.text,
    ...(message.attachments ?? []).map(({ fallback }) => fallback),
    ...mrkdwnTexts(message),
  ];
  return [...elements, ...texts.flatMap((text) => text.match(/<(?:!(?!date\^)|@)[^>]*>?/g) ?? [])];
}

function pingIn(element: RichElement): readonly string[] {
  if (element.type === 'broadcast') return [`<!${element.range}>`];
  if (element.type === 'user') return [`<@${element.user_id}>`];
  return element.type === 'usergroup' ? [`<!subteam^${element.usergroup_id}>`] : [];
}

/** Lists the addresses of a message in Slack: links of rich text and of mrkdwn, buttons, pictures. */
export function linksOf(body: string): readonly string[] {
  const message = JSON.parse(body) as SlackMessage;
  const ofBlocks = blocksOf(message).flatMap((block): readonly string[] => {
    if (block.type === 'actions')
      return block.elements.flatMap((button) => ('url' in button ? button.url : []));
    if (block.type !== 'rich_text') return [];
    return block.elements
      .flatMap(({ elements }) => elements)
      .flatMap((one) => (one.type === 'link' ? [one.url] : []));
  });
  const pictures = (message.attachments ?? []).flatMap((one) => ('thumb_url' in one ? [one.thumb_url] : []));
  const ofTexts = [message.text, ...mrkdwnTexts(message)].flatMap((text) =>
    [...text.matchAll(/<([^@!#>][^>|]*)/g)].map(([, url = '']) => url.replaceAll('&amp;', '&')),
  );
  // Slack links the addresses in a text that is not verbatim.
  const bare = (message.attachments ?? []).flatMap((one) =>
    'text' in one
      ? ((one.text ?? '').replace(/<[^>]*>|(?<!\u200b)`[^`\n]+`/g, ' ').match(/\bhttps?:\/\/[^\s]+/gi) ?? [])
      : [],
  );
  return [...ofBlocks, ...pictures, ...ofTexts, ...bare];
}

/** Lists the texts that a reader sees of a message in Slack, times left out. */
export function seenOf(body: string): readonly string[] {
  const { blocks, attachments = [] } = JSON.parse(body) as SlackMessage;
  const texts = attachments.flatMap((attachment) =>
    'text' in attachment ? lines(attachment.text ?? '') : [],
  );
  return [...texts, ...blocksOf({ blocks, attachments }).flatMap(seenIn)].filter(Boolean);
}

function seenIn(block: Block): readonly string[] {
  if (block.type === 'rich_text') return block.elements.flatMap(({ elements }) => elements.map(textOf));
  if (block.type === 'section') return block.fields.flatMap(({ text }) => lines(text));
  if (block.type === 'actions') return block.elements.map(({ text }) => text.text);
  return block.elements.flatMap(({ type, text }) => (type === 'mrkdwn' ? lines(text) : [text]));
}

function textOf(element: object): string {
  return 'text' in element ? String(element.text) : '';
}

/** Reads mrkdwn line by line, cut at its times. */
function lines(mrkdwn: string): readonly string[] {
  return mrkdwn.split(/\n|<!date[^>]*>/).map((line) =>
    line
      .replace(/<https?:[^<>|]+\|([^<>|]+)>/g, '$1')
      .replace(/^>/, '')
      .replace(/(?<!\u200b)[*`](?!\u200b)/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&'),
  );
}
