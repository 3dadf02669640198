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
  const blocks = slackBlocks(message);
  const of = (type: string) => blocks.filter((block) => block['type'] === type);
  const colour = string(array(message['attachments'])[0]?.['color']);
  return drawCard({
    platform: 'Slack',
    title: of('header')
      .map(({ text }) => textOf(text))
      .join(' '),
    colour: nearestColour(Number.parseInt(colour.replace('#', ''), 16)),
    texts: of('section').flatMap(({ text }) => (text === undefined ? [] : [textOf(text)])),
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
    .replaceAll(/\*([^*\n]+)\*/g, '$1')
    .trimEnd()
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
