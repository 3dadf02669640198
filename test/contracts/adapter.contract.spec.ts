import { EmbedBuilder } from '@discordjs/builders';
import { describe, expect, it } from '@jest/globals';
import { discord } from '../../src/adapters/discord/discord.adapter.js';
import { generic } from '../../src/adapters/generic/generic.adapter.js';
import type { DiscordMessage } from '../../src/adapters/discord/discord-message.js';
import { ADAPTERS } from '../../src/adapters/registry.js';
import { slack } from '../../src/adapters/slack/slack.adapter.js';
import type { SlackMessage } from '../../src/adapters/slack/slack-message.js';
import { validateDiscordMessage } from '../support/discord-schema.js';
import { validateSlackMessage } from '../support/slack-schema.js';
import { describeAdapter } from './adapter.contract.js';

/** Values whose rules a schema cannot tell, wherever they stand in a message. */
function textsOf(value: unknown, name = ''): [name: string, text: string][] {
  if (typeof value === 'string') return [[name, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, Array.isArray(value) ? name : key));
}

const OVERRIDES = /[\u202A-\u202E\u2066-\u2069]/;
const CONTROLS = /(?![\n\t])\p{Cc}/u;

/** Texts of any message that nobody should get to see. */
function broken(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => !text.isWellFormed() || OVERRIDES.test(text) || CONTROLS.test(text));
}

// One expectation a message: they cost more than what is looked at, and thousands of messages are.

function checkSlack(body: string): void {
  const message: SlackMessage = JSON.parse(body);
  const valid = validateSlackMessage(message);
  const blocks = [...message.blocks, ...message.attachments[0].blocks];
  const texts = textsOf(message)
    .filter(([name]) => name === 'text' || name === 'fallback')
    .map(([, text]) => text);
  const foreign = texts
    .map((text) => text.replace(/<!date\^\d{1,12}\^\{date_short_pretty\} \{time\}\|[-\d: ]+ UTC>/g, ''))
    .filter((text) => /[<>]|&(?!(amp|lt|gt);)/.test(text));
  expect({
    valid: [valid, validateSlackMessage.errors],
    tooMany: blocks.length > 50,
    tooLong: JSON.stringify(blocks).length > 8000,
    broken: broken(texts),
    foreign,
    openFences: texts.filter((text) => (text.match(/```/g) ?? []).length % 2 !== 0),
  }).toEqual({
    valid: [true, null],
    tooMany: false,
    tooLong: false,
    broken: [],
    foreign: [],
    openFences: [],
  });
}

function checkDiscord(body: string): void {
  const message: DiscordMessage = JSON.parse(body);
  const valid = validateDiscordMessage(message);
  const [embed] = message.embeds;
  const { url, ...measured } = embed;
  new EmbedBuilder()
    .setTitle(embed.title)
    .setURL(embed.url ?? null)
    .setDescription(embed.description ?? null)
    .setColor(embed.color)
    .setFields(embed.fields)
    .setFooter(embed.footer)
    .setTimestamp(Date.parse(embed.timestamp));
  const sum = textsOf(measured).filter(([name]) => name !== 'timestamp');
  const texts = textsOf(message);
  const foreign = texts
    .filter(([name]) => ['title', 'description', 'name', 'value'].includes(name))
    .map(([, text]) =>
      text
        .replace(/^\[Watch the video\]\(https?:\/\/[^\s()<>]+\)$/, '')
        .replace(/<t:\d{1,12}:f> \(<t:\d{1,12}:R>\)/g, '')
        .replace(/```\n(?:(?!```)[^])*\n```$/, '')
        .replace(/^`[^`]+`$/, '')
        .replace(/\\[^0-9A-Za-z\s]/g, ''),
    )
    .filter((text) => /[\\*_~|<>#[\]()`@]/.test(text));
  expect({
    valid: [valid, validateDiscordMessage.errors],
    tooLong: sum.reduce((total, [, text]) => total + text.length, 0) > 6000,
    broken: broken(texts.map(([, text]) => text)),
    foreign,
    hostIsNone: url !== undefined && !/[.[]/.test(new URL(url).hostname),
  }).toEqual({ valid: [true, null], tooLong: false, broken: [], foreign: [], hostIsNone: false });
}

const GENERIC_KEYS = ['event', 'data', 'timestamp', 'webhook_id', 'source'];

function checkGeneric(body: string): void {
  const payload = JSON.parse(body);
  // JSON.stringify gives up on deep nesting, which JSON.parse takes.
  const bytes = body.includes('['.repeat(1000)) ? body : JSON.stringify(payload);
  expect([Object.keys(payload), bytes]).toEqual([GENERIC_KEYS, body]);
}

describeAdapter(slack, {
  url: 'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX',
  checkBody: checkSlack,
  success: { status: 200, body: 'ok' },
});

describeAdapter(discord, {
  url: 'https://discord.com/api/webhooks/123456789/your-webhook-token',
  checkBody: checkDiscord,
  success: { status: 200, body: '{"id":"1"}' },
});

describeAdapter(generic, {
  url: 'https://your-app.com/webhooks/streamgank',
  checkBody: checkGeneric,
  success: { status: 204, body: '' },
});

describe('every adapter of the registry', () => {
  it('has its contract run above', () => {
    expect(ADAPTERS).toEqual([slack, discord, generic]);
  });
});
