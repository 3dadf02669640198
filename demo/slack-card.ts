import { drawCard, nearestColour } from './card.ts';
import { array, object, string } from './shape.ts';
import type { Json } from './shape.ts';

/** Lists the blocks of a message, also those inside attachments. */
function slackBlocks(message: Json): readonly Json[] {
  return [
    ...array(message['blocks']),
    ...array(message['attachments']).flatMap(({ blocks }) => array(blocks)),
  ];
}

/** Draws a Slack message as text. */
export function slackCard(message: Json): readonly string[] {
  const [title, ...below] = slackBlocks(message);
  const of = (type: string) => below.filter((block) => block['type'] === type);
  const attachments = array(message['attachments']);
  const colour = string(attachments[0]?.['color']);
  return drawCard({
    platform: 'Slack',
    title: richText(title ?? {}).join(' '),
    colour: nearestColour(Number.parseInt(colour.replace('#', ''), 16)),
    texts: [
      ...attachments.flatMap(({ text }) => (text === undefined ? [] : [textOf({ text })])),
      ...of('rich_text').flatMap(richText),
    ],
    fields: of('section')
      .flatMap(({ fields }) => array(fields))
      .map(fieldOf),
    links: of('actions')
      .flatMap(({ elements }) => array(elements))
      .map(({ text, url }) => ({ label: textOf(text), url: string(url) })),
    footer: of('context')
      .flatMap(({ elements }) => array(elements))
      .map(textOf)
      .join('  '),
  });
}

/** Renders the parts of a rich text block; a quotation with a bar before it. */
function richText(block: Json): readonly string[] {
  return array(block['elements']).map(({ type, elements }) => {
    const text = array(elements)
      .map((element) => string(element['text']) || string(element['fallback']))
      .join('');
    return type === 'rich_text_quote' ? `│ ${text}` : text;
  });
}

/** Splits a field into its name, a bold line, and its value, the next line. */
function fieldOf(field: Json): { name: string; value: string } {
  const [name = '', ...value] = textOf(field).split('\n');
  return { name, value: value.join(' ') };
}

/** Renders mrkdwn: dates and links resolved, marks removed, entities decoded last. */
function textOf(value: unknown): string {
  return string(object(value)['text'])
    .replaceAll(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/<[^|>]+\|([^>]*)>/g, '$1')
    .replaceAll(/```\n?|`/g, '')
    .replaceAll(/(?<!\u200b)\*([^*\n]+)\*/g, '$1')
    .replaceAll('\u200b', '')
    .trimEnd()
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
