import { brokenTexts, textsOf } from '../../../test/support/message-texts.ts';
import type { SlackMessage } from './slack-message.js';

/** What the schema cannot tell of a Slack message: sums over its blocks, and text that Slack would read as markup. */
export function faultsOf(body: string): object {
  const message = JSON.parse(body) as SlackMessage;
  const blocks = [...message.blocks, ...message.attachments[0].blocks];
  const texts = textsOf(message)
    .filter(([name]) => name === 'text' || name === 'fallback')
    .map(([, text]) => text);
  return {
    tooManyBlocks: blocks.length > 50,
    tooLong: JSON.stringify(blocks).length > 8000,
    broken: brokenTexts(texts),
    foreignMarkup: texts
      .map((text) => text.replace(/<!date\^\d{1,12}\^\{date_short_pretty\} \{time\}\|[-\d: ]+ UTC>/g, ''))
      .filter((text) => /[<>]|&(?!(amp|lt|gt);)/.test(text)),
    openFences: texts.filter((text) => (text.match(/```/g) ?? []).length % 2 !== 0),
  };
}
