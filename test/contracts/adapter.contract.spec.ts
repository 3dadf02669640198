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

function checkTexts(texts: readonly string[]): void {
  const broken = texts.filter((text) => !text.isWellFormed() || OVERRIDES.test(text) || CONTROLS.test(text));
  expect(broken).toEqual([]);
}

function checkSlack(body: string): void {
  const message: SlackMessage = JSON.parse(body);
  expect([validateSlackMessage(message), validateSlackMessage.errors]).toEqual([true, null]);
  const blocks = [...message.blocks, ...message.attachments[0].blocks];
  expect(blocks.length).toBeLessThanOrEqual(50);
  expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(8000);
  const texts = textsOf(message).filter(([name]) => name === 'text' || name === 'fallback');
  checkTexts(texts.map(([, text]) => text));
  for (const [, text] of texts) {
    const foreign = text.replace(/<!date\^\d{1,12}\^\{date_short_pretty\} \{time\}\|[-\d: ]+ UTC>/g, '');
    expect(foreign).not.toMatch(/[<>]|&(?!(amp|lt|gt);)/);
    expect((text.match(/```/g) ?? []).length % 2).toBe(0);
  }
}

function checkDiscord(body: string): void {
  const message: DiscordMessage = JSON.parse(body);
  expect([validateDiscordMessage(message), validateDiscordMessage.errors]).toEqual([true, null]);
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
  expect(sum.reduce((total, [, text]) => total + text.length, 0)).toBeLessThanOrEqual(6000);
  const texts = textsOf(message);
  checkTexts(texts.map(([, text]) => text));
  for (const [, text] of texts.filter(([name]) => ['title', 'description', 'name', 'value'].includes(name))) {
    const foreign = text
      .replace(/^\[Watch the video\]\(https?:\/\/[^\s()<>]+\)$/, '')
      .replace(/<t:\d{1,12}:f> \(<t:\d{1,12}:R>\)/g, '')
      .replace(/```\n(?:(?!```)[^])*\n```$/, '')
      .replace(/^`[^`]+`$/, '')
      .replace(/\\[^0-9A-Za-z\s]/g, '');
    expect(foreign).not.toMatch(/[\\*_~|<>#[\]()`@]/);
  }
  if (url) expect(new URL(url).hostname).toMatch(/[.[]/);
}

function checkGeneric(body: string): void {
  const payload = JSON.parse(body);
  expect(Object.keys(payload)).toEqual(['event', 'data', 'timestamp', 'webhook_id', 'source']);
  // JSON.stringify gives up on deep nesting, which JSON.parse takes.
  if (!body.includes('['.repeat(1000))) expect(JSON.stringify(payload)).toBe(body);
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
