import { createRequire } from 'node:module';
import type * as Cards from 'adaptivecards';
import { brokenTexts, textsOf } from '../../../test/support/message-texts.ts';
import type { Card, Element, RichTextBlock, TeamsMessage } from './teams-message.js';

// The package's ES modules do not load in Node; its bundle does.
const cards = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as typeof Cards;

/** Limit of a message by the documents of Teams, bytes; the gateway keeps well below. */
const BYTES_MAX = 21_000;

/**
 * Finds the faults of a message for Teams that its schema cannot tell: its size, texts that Teams would read as Markdown or as
 * functions, and what Microsoft's own reader of Adaptive Cards says of the card.
 */
export function faultsOf(body: string): object {
  const message = JSON.parse(body) as TeamsMessage;
  const { content } = message.attachments[0];
  const texts = textsOf(message).map(([, value]) => value);
  return {
    tooLarge: Buffer.byteLength(body) > BYTES_MAX,
    broken: brokenTexts(texts),
    functions: texts.filter((text) => text.includes('{{')),
    mentions: JSON.stringify(message).includes('"entities"'),
    foreignMarkdown: factTexts(content).filter((text) =>
      /(?<!\\)(?:\\\\)*[*_[\]~`<&]|^\s*([-+#>]|\d+[.)])\s/.test(text.replace(/\\[\\*_[\]~`<&]/g, '·')),
    ),
    microsoft: cardFaults(content),
  };
}

/** Reads a card as Microsoft's library does, which tells of unknown elements, properties and values. */
function cardFaults(content: Card): readonly string[] {
  const context = new cards.SerializationContext(cards.Versions.v1_4);
  const card = new cards.AdaptiveCard();
  card.parse(content, context);
  const parsed = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
  const validated = card.validateProperties().validationEvents.map(({ message }) => message);
  return [...parsed, ...validated];
}

function factTexts({ body }: Card): readonly string[] {
  return body.flatMap((element) =>
    element.type === 'FactSet' ? element.facts.flatMap(({ title, value }) => [title, value]) : [],
  );
}

/** Lists the mentions of a message in Teams: entities of the card, which alone name people. */
export function pingsOf(body: string): readonly string[] {
  return propertiesOf(JSON.parse(body), 'mentioned').map((one) => JSON.stringify(one));
}

/** Lists the addresses of a message in Teams: of buttons, of runs of text, of pictures, and what Markdown in facts makes a link of. */
export function linksOf(body: string): readonly string[] {
  const { content } = (JSON.parse(body) as TeamsMessage).attachments[0];
  const inFacts = factTexts(content).flatMap((text) => text.match(/\bhttps?:\/\/[^\s)]+/gi) ?? []);
  return [...propertiesOf(content, 'url').map(String), ...inFacts];
}

/** Lists the values of a property, wherever it stands. */
function propertiesOf(value: unknown, name: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === name ? [inner as unknown] : propertiesOf(inner, name),
  );
}

/** Lists the texts that a reader sees of a message in Teams. */
export function seenOf(body: string): readonly string[] {
  const { content } = (JSON.parse(body) as TeamsMessage).attachments[0];
  const actions = content.actions ?? [];
  return [...content.body.flatMap(seenIn), ...actions.map(({ title }) => title)].filter(Boolean);
}

function seenIn(element: Element): readonly string[] {
  if (element.type === 'RichTextBlock') return [lineOf(element)];
  if (element.type === 'Container') return element.items.map(lineOf);
  if (element.type === 'FactSet')
    return element.facts.flatMap(({ title, value }) => [unescaped(title), unescaped(value)]);
  return element.columns.flatMap(({ items }) =>
    items.flatMap((item) => (item.type === 'Image' ? [] : seenIn(item))),
  );
}

function lineOf({ inlines }: RichTextBlock): string {
  return inlines.map(({ text }) => text).join('');
}

function unescaped(markdown: string): string {
  return markdown.replace(/\\([\\*_[\]~`<&])/g, '$1');
}
