import { usages, type Usage } from '../message-usage.js';
import { messageSize, SLACK_LIMITS, type Block, type SlackMessage } from './slack-message.js';

/** Measures how much of Slack's limits a message takes. */
export function slackUsage(body: string): Usage[] {
  const message = JSON.parse(body) as SlackMessage;
  const blocks = blocksOf(message);
  const buttons = blocks.flatMap((block) => (block.type === 'actions' ? [block.elements] : []));
  const fields = blocks.flatMap((block) => (block.type === 'section' ? [block.fields] : []));
  return usages(SLACK_LIMITS, {
    text: [message.text.length],
    blocks: [blocks.length],
    blocksTotal: [messageSize(message)],
    sectionFields: fields.map(({ length }) => length),
    sectionField: fields.flat().map(({ text }) => text.length),
    contextElements: blocks.map((block) => (block.type === 'context' ? block.elements.length : 0)),
    buttons: buttons.map(({ length }) => length),
    buttonText: buttons.flat().map(({ text }) => text.text.length),
    buttonUrl: buttons.flat().map((button) => ('url' in button ? button.url.length : 0)),
    buttonValue: buttons.flat().map((button) => ('value' in button ? button.value.length : 0)),
  });
}

/** Lists the blocks of a message, those of its attachments too. */
function blocksOf({ blocks, attachments = [] }: SlackMessage): readonly Block[] {
  return [
    ...blocks,
    ...attachments.flatMap((attachment) => ('blocks' in attachment ? attachment.blocks : [])),
  ];
}
