import { array, countFault, lengthFault, object, string } from './shape.ts';
import type { Json } from './shape.ts';

/** All characters of a message's blocks together; Slack refuses somewhat above. */
const TOTAL_MAX = 9600;

/** Every block of a message, those inside attachments too. */
export function slackBlocks(message: Json): readonly Json[] {
  return [
    ...array(message['blocks']),
    ...array(message['attachments']).flatMap(({ blocks }) => array(blocks)),
  ];
}

/** What Slack would refuse of a message, and mentions nobody asked for; empty when it is fine. */
export function slackFaults(message: Json): readonly string[] {
  const blocks = slackBlocks(message);
  return [
    ...lengthFault('text', message['text'], 40_000),
    ...countFault('blocks', blocks.length, 50),
    ...blocks.flatMap(blockFaults),
    ...(JSON.stringify(blocks).length > TOTAL_MAX ? ['msg_blocks_too_long'] : []),
    ...(/<[!@#](?!date\^)/.test(JSON.stringify(message)) ? ['an unescaped mention'] : []),
  ];
}

const RULES: Readonly<Record<string, (block: Json) => readonly string[]>> = {
  header: ({ text }) => textFaults('header', text, 150, 'plain_text'),
  section: ({ text, fields }) =>
    fields === undefined ? textFaults('section', text, 3000) : fieldFaults(fields),
  context: ({ elements }) => [
    ...countFault('context elements', array(elements).length, 10),
    ...array(elements).flatMap((element) => textFaults('context', element, 3000)),
  ],
  actions: ({ elements }) => [
    ...countFault('actions', array(elements).length, 25),
    ...array(elements).flatMap(buttonFaults),
  ],
  divider: () => [],
};

function blockFaults(block: Json): readonly string[] {
  const type = string(block['type']);
  return Object.hasOwn(RULES, type) ? RULES[type]!(block) : [`a block of type ${type}`];
}

function fieldFaults(fields: unknown): readonly string[] {
  return [
    ...countFault('fields', array(fields).length, 10),
    ...array(fields).flatMap((field) => textFaults('field', field, 2000)),
  ];
}

function buttonFaults(button: Json): readonly string[] {
  const url = string(button['url']);
  return [
    ...(button['type'] === 'button' ? [] : ['an action that is no button']),
    ...textFaults('button', button['text'], 75, 'plain_text'),
    ...(url.length <= 3000 && URL.canParse(url) ? [] : ['a button without a usable URL']),
  ];
}

function textFaults(what: string, value: unknown, max: number, only?: string): readonly string[] {
  const { type, text } = object(value);
  const known = only === undefined ? type === 'mrkdwn' || type === 'plain_text' : type === only;
  return [...(known ? [] : [`${what} of type ${string(type)}`]), ...lengthFault(what, text, max)];
}
