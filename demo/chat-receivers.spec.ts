import { describe, expect, it } from '@jest/globals';
import type { Adapter } from '../src/adapters/adapter.js';
import { BUILT_IN, eventTypeOf } from '../src/adapters/catalogue/catalogue.js';
import { adapterOf } from '../src/adapters/registry.js';
import { SAMPLES } from '../src/adapters/samples.js';
import { DEFAULT_MESSAGE, DETAILS, type Detail } from '../src/modules/model/message-options.js';
import { aTarget } from '../test/support/a-target.js';
import { discord } from './discord-receiver.js';
import { JobCards } from './job-cards.js';
import type { Arrival, Habits, Verdict } from './receiver.js';
import { slack } from './slack-receiver.js';

function verdict(
  { judge, path }: Habits,
  message: object,
  arrival: Partial<Arrival> = {},
): Pick<Verdict, 'kind' | 'note'> {
  const body = JSON.stringify(message);
  const json = JSON.parse(body) as unknown;
  const about = { headers: {}, event: 'job.completed', job: 'job_1', delivery: 'd', attempt: 1 };
  const { kind, note } = judge({ method: 'POST', path, body, json, ...about, ...arrival });
  return { kind, note };
}

const aDiscord = (cards = new JobCards(), drawn = false) => discord(() => drawn, cards);

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

function embedOf(title: string, fields: readonly object[]): object {
  const timestamp = '2024-01-01T12:05:30.123Z';
  return { title, color: 1, fields, footer: { text: 'StreamGank' }, timestamp };
}

function discordMessage(values: readonly number[], embeds = 1): object {
  const fields = values.map((length) => ({ name: 'Field', value: 'x'.repeat(length), inline: false }));
  const embed = embedOf('Done', fields);
  return { embeds: Array.from({ length: embeds }, () => embed), allowed_mentions: { parse: [] } };
}

/** A message of the gateway about data with mentions of both platforms, as its adapters make it. */
function ofAdapter(adapter: Adapter, detail: Detail): object {
  const { event } = SAMPLES.find(({ event }) => event.type === 'job.failed')!;
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

/** Nobody reads the channel. */
const NOBODY = { reads: () => undefined };

describe('The chat receivers of the demo', () => {
  it.each(DETAILS)('take messages about data with mentions at the detail %s', async (detail) => {
    const taken = { kind: 'taken', note: expect.stringMatching(/^posted/) };
    expect(verdict(await slack(() => true, NOBODY), ofAdapter(adapterOf('slack')!, detail))).toEqual(taken);
    expect(verdict(await aDiscord(new JobCards(), true), ofAdapter(adapterOf('discord')!, detail))).toEqual(
      taken,
    );
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
    expect(verdict(await slack(() => false, NOBODY), message)).toEqual({
      kind,
      note: expect.stringMatching(note),
    });
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
    expect(verdict(await aDiscord(), message)).toEqual({ kind, note: expect.stringMatching(note) });
  });

  it('takes edits of the messages that it has, and tells how they moved', async () => {
    const cards = new JobCards();
    const channel = await aDiscord(cards);
    const message = (title: string) => ({ embeds: [embedOf(title, [])], allowed_mentions: { parse: [] } });
    const edit = { method: 'PATCH', path: `${channel.path}/messages/1100000000000000000` };
    expect(verdict(channel, message('Started: A'), { event: 'job.started' }).note).toBe('posted: Started');
    expect(verdict(channel, message('Done: A'), edit).note).toBe('edited: Started → Done');
    expect(cards.figures).toEqual({ posted: 1, edited: 1, announced: 0 });
    expect(cards.faults(new Map([['job_1', 'job.completed']]))).toEqual([]);
  });

  it('refuses an edit of a message that it does not have', async () => {
    const channel = await aDiscord();
    const edit = { method: 'PATCH', path: `${channel.path}/messages/1` };
    expect(verdict(channel, discordMessage([10]), edit)).toEqual({
      kind: 'refused',
      note: expect.stringContaining('Unknown Message'),
    });
  });
});

describe('The messages of jobs in the demo', () => {
  const newest = new Map([['job_1', 'job.completed']]);

  it('are at fault where one tells of an older event than the newest of its job', () => {
    const cards = new JobCards();
    cards.posted('m1', { job: 'job_1', title: 'Started: A', event: 'job.started' });
    expect(cards.faults(newest)).toEqual([
      'The message of job_1 tells of job.started, not of job.completed.',
    ]);
  });

  it.each([0, 2])('are at fault where a job has %d of them', (count) => {
    const cards = new JobCards();
    for (let n = 0; n < count; n += 1)
      cards.posted(`m${n}`, { job: 'job_1', title: 'Done: A', event: 'job.completed' });
    expect(cards.faults(newest)).toEqual([`job_1 has ${count} messages instead of one.`]);
  });
});
