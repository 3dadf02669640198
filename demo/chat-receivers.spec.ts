import { describe, expect, it } from '@jest/globals';
import type { Adapter } from '../src/adapters/adapter.js';
import { BUILT_IN, eventTypeOf } from '../src/adapters/catalogue/catalogue.js';
import { adapterOf } from '../src/adapters/registry.js';
import { DEFAULT_MESSAGE, DETAILS, type Detail } from '../src/modules/model/message-options.js';
import { aTarget } from '../test/support/a-target.js';
import { discord } from './discord-receiver.js';
import type { Habits, Verdict } from './receiver.js';
import { slack } from './slack-receiver.js';

function verdict({ judge }: Habits, message: object): Pick<Verdict, 'kind' | 'note'> {
  const body = JSON.stringify(message);
  const json = JSON.parse(body) as unknown;
  const query = new URLSearchParams();
  const { kind, note } = judge({ body, json, headers: {}, query, delivery: 'd', attempt: 1 });
  return { kind, note };
}

function slackMessage(sections: readonly number[], fallback = 'A job is done'): object {
  const richText = (text: string) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  });
  const blocks = sections.map((length) => richText('x'.repeat(length)));
  return {
    text: fallback,
    blocks: [richText('Done')],
    attachments: [{ color: '#00ff00', fallback: 'Done', blocks }],
  };
}

function discordMessage(values: readonly number[], embeds = 1): object {
  const fields = values.map((length) => ({ name: 'Field', value: 'x'.repeat(length), inline: false }));
  const timestamp = '2024-01-01T12:05:30.123Z';
  const embed = { title: 'Done', color: 1, fields, footer: { text: 'StreamGank' }, timestamp };
  return { embeds: Array.from({ length: embeds }, () => embed), allowed_mentions: { parse: [] } };
}

/** A message of the gateway about data with mentions of both platforms, as its adapters make it. */
function ofAdapter(adapter: Adapter, detail: Detail): object {
  const { event } = adapter.samples.find(({ event }) => event.type === 'job.failed')!;
  const text = '<!channel> <@U123ABC> @everyone <@123456789012345678> :smile: *b*';
  const data = JSON.stringify({
    ...JSON.parse(event.data),
    error: `${text}\n${text}`,
    message: text,
    [text]: text,
  });
  const target = aTarget({ options: new adapter.Options(), type: eventTypeOf(BUILT_IN, event.type) });
  const { body } = adapter.format({ ...event, data }, { ...target, message: { ...DEFAULT_MESSAGE, detail } });
  return JSON.parse(body) as object;
}

describe('The chat receivers of the demo', () => {
  it.each(DETAILS)('take messages about data with mentions at the detail %s', async (detail) => {
    const taken = { kind: 'taken', note: expect.stringMatching(/^posted/) };
    expect(verdict(await slack(() => true), ofAdapter(adapterOf('slack')!, detail))).toEqual(taken);
    expect(verdict(await discord(() => true), ofAdapter(adapterOf('discord')!, detail))).toEqual(taken);
  });
});

describe('The Slack receiver of the demo', () => {
  it.each([
    ['takes a message within the limits', slackMessage([3000, 3000]), 'taken', /^posted/],
    [
      'refuses blocks of more than 8,000 characters in sum',
      slackMessage([3000, 3000, 3000]),
      'refused',
      /tooLong/,
    ],
    ['refuses a text above its own limit', slackMessage([3001]), 'refused', /schema.*text/],
    ['refuses an unescaped mention', slackMessage([10], 'Hello <!channel>'), 'refused', /unescaped mention/],
    ['refuses a body that is no message', {}, 'refused', /schema/],
  ])('%s', async (_, message, kind, note) => {
    expect(verdict(await slack(() => false), message)).toEqual({ kind, note: expect.stringMatching(note) });
  });
});

describe('The Discord receiver of the demo', () => {
  it.each([
    ['takes a message within the limits', discordMessage([1024, 1024, 1024]), 'taken', /^posted/],
    [
      'refuses an embed of more than 6,000 characters',
      discordMessage(Array(6).fill(1024)),
      'refused',
      /tooLong/,
    ],
    [
      'refuses embeds of more than 6,000 characters in sum',
      discordMessage([1024, 1024], 3),
      'refused',
      /tooLong/,
    ],
    ['refuses a value above its own limit', discordMessage([1025]), 'refused', /schema.*value/],
    ['refuses a body that is no message', {}, 'refused', /schema/],
  ])('%s', async (_, message, kind, note) => {
    expect(verdict(await discord(() => false), message)).toEqual({ kind, note: expect.stringMatching(note) });
  });
});
