import type { MessageAttachment } from '@mattermost/types/message_attachments';
import * as fc from 'fast-check';
import type { Knows } from '../../../test/support/lacking.ts';
import { foreignMarkup, linksIn, seenIn, textIn, tokensOf } from '../../../test/support/markdown-reader.ts';
import { brokenTexts, textsOf } from '../../../test/support/message-texts.ts';
import type { Attachment, Button, MattermostMessage } from './mattermost-message.js';

/** An attachment as clients of Mattermost get it: the server keeps the addresses of buttons to itself. */
interface Received extends Omit<Attachment, 'actions'> {
  readonly actions?: readonly Omit<Button, 'integration'>[];
}
/** By Mattermost's own types: an attachment with a property that they lack does not compile. */
const isKnown: Knows<MessageAttachment, Received> = true;

/** Patterns that Mattermost replaces by itself, beside Markdown: emoji, hashtags, channels, entities, tags, and Slack's links. */
const BY_ITSELF = [
  /:[a-z][\w+-]*:/i,
  /(?<![\p{L}\p{N}])#[\p{L}\p{N}]/u,
  /(?<![\w~])~[a-z0-9]/,
  /&#?\w+;/,
  /<[a-z/!@]/i,
];
const SLACK_LINK = /<[^\n<|>]+\|[^\n>]+>/;

/** Lists the texts that are read as Markdown. */
function markdownIn(body: string): readonly string[] {
  const {
    text,
    attachments: [{ text: inner = '', fields = [] }],
  } = JSON.parse(body) as MattermostMessage;
  return [text, inner, ...fields.map(({ value }) => value)];
}

/** Checks a message for Mattermost beyond its schema: Markdown, links and emoji that were made of foreign text. */
export function faultsOf(body: string): object {
  const { attachments } = JSON.parse(body) as MattermostMessage;
  const texts = markdownIn(body);
  const plain = texts.map((text) => textIn(tokensOf(text)));
  return {
    types: !isKnown,
    broken: brokenTexts(textsOf(JSON.parse(body)).map(([, text]) => text)),
    tooLarge: JSON.stringify(attachments).length > 12_000,
    foreign: texts.flatMap((text) => foreignMarkup(tokensOf(text))),
    byItself: plain.filter((text) => BY_ITSELF.some((made) => made.test(text))),
    slackLinks: texts.filter((text) => SLACK_LINK.test(text)),
  };
}

/** Lists the mentions that a server finds in a message: not in code, nor in addresses. */
export function pingsOf(body: string): readonly string[] {
  const { attachments } = JSON.parse(body) as MattermostMessage;
  const [{ fallback, footer = '' }] = attachments;
  return [...markdownIn(body).map((text) => textIn(tokensOf(text))), fallback, footer].flatMap(
    (text) => text.match(/@[\w.-]+/g) ?? [],
  );
}

/** Lists the addresses that a message leads to. */
export function linksOf(body: string): readonly string[] {
  const { attachments } = JSON.parse(body) as MattermostMessage;
  const pictures = attachments.flatMap(({ thumb_url: url }) => url ?? []);
  const buttons = attachments.flatMap(({ actions = [] }) =>
    actions.map(({ integration }) => integration.url),
  );
  return [...markdownIn(body).flatMap((text) => linksIn(tokensOf(text))), ...pictures, ...buttons];
}

/** Lists the texts that a reader sees of a message in Mattermost. */
export function seenOf(body: string): readonly string[] {
  const { text, attachments } = JSON.parse(body) as MattermostMessage;
  const [{ text: inner = '', fields = [], footer = '', actions = [] }] = attachments;
  return [
    ...actions.map(({ name }) => name),
    ...seenIn(text),
    ...seenIn(inner),
    ...fields.flatMap(({ title, value }) => [title, ...seenIn(value)]),
    footer,
  ].filter(Boolean);
}

export const arbitraryOptions = fc.record(
  {
    channel: fc.constantFrom('town-square', '@ops.team'),
    username: fc.constant('Jobs'),
    iconUrl: fc.constant('https://cdn.example.com/icon.png'),
    nativeButtons: fc.boolean(),
    failurePriority: fc.constantFrom('important', 'urgent'),
    silent: fc.constantFrom('never', 'except_failures', 'always'),
  },
  { requiredKeys: [] },
);
