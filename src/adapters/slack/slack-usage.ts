import { usages, type Usage } from '../message-usage.js';
import { blocksSize, SLACK_LIMITS, type Block, type SlackMessage } from './slack-message.js';

/** Measures how much of Slack's limits a message takes. */
export function slackUsage(body: string): Usage[] {
  const message = JSON.parse(body) as SlackMessage;
  const blocks = [...message.blocks, ...message.attachments[0].blocks];
  return usages(SLACK_LIMITS, {
    text: [message.text.length],
    blocks: [blocks.length],
    blocksTotal: [blocksSize(message)],
    header: each(blocks, (block) => (block.type === 'header' ? [block.text.text.length] : [])),
    sectionText: each(blocks, (block) =>
      block.type === 'section' && 'text' in block ? [block.text.text.length] : [],
    ),
    sectionFields: each(blocks, (block) => ('fields' in block ? [block.fields.length] : [])),
    sectionField: each(blocks, (block) =>
      'fields' in block ? block.fields.map(({ text }) => text.length) : [],
    ),
    contextElements: each(blocks, (block) => (block.type === 'context' ? [block.elements.length] : [])),
    buttonText: each(blocks, (block) =>
      block.type === 'actions' ? [block.elements[0].text.text.length] : [],
    ),
    buttonUrl: each(blocks, (block) => (block.type === 'actions' ? [block.elements[0].url.length] : [])),
  });
}

function each(blocks: readonly Block[], lengths: (block: Block) => number[]): number[] {
  return blocks.flatMap(lengths);
}
