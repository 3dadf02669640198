import { parse } from '@rocket.chat/message-parser';
import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import { DEFAULT_MESSAGE, type MessageOptions } from '../../modules/model/message-options.js';
import { optionsOf } from '../../modules/endpoints/definitions/options.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { maskUrl, recognise } from '../registry.js';
import { SAMPLES } from '../samples.js';
import { rocketChat } from './rocketchat.adapter.js';
import type { RocketChatMessage } from './rocketchat-message.js';
import type { RocketChatOptions } from './rocketchat-options.js';
import { apartFromBrackets } from './rocketchat-text.js';

const [ID, TOKEN] = ['64a1b2c3d4e5f6a7b8c9d0e1', 'GJhFq3XcvKpZ2nW5tR8yB1mD4sLxAeQo7uTi'];
const HOOK = `https://chat.example.com/hooks/${ID}/${TOKEN}`;
const [{ event: COMPLETED }, { event: FAILED }] = SAMPLES as [(typeof SAMPLES)[0], (typeof SAMPLES)[0]];

function messageFor(
  event: GatewayEvent,
  options: RocketChatOptions = {},
  message: Partial<MessageOptions> = {},
): RocketChatMessage {
  const type = eventTypeOf(BUILT_IN, event.type);
  const shown = { ...DEFAULT_MESSAGE, mentionOnFailure: '@here', ...message };
  const links = { console: 'https://hooks.example.com', job: null };
  const { body } = rocketChat.format(event, aTarget({ url: HOOK, type, message: shown, options, links }));
  return JSON.parse(body) as RocketChatMessage;
}

const textWith = (error: string): string =>
  messageFor({ ...FAILED, data: JSON.stringify({ error }) }).attachments[0].text ?? '';

describe('A Rocket.Chat address', () => {
  it.each([
    [`rocketchat+${HOOK}`, HOOK],
    [`rocketchat+https://chat.example.com/hooks/${ID}%2F${TOKEN}`, HOOK],
    [
      `rocketchat+http://127.0.0.1:3000/chat/hooks/${ID}/${TOKEN}`,
      `http://127.0.0.1:3000/chat/hooks/${ID}/${TOKEN}`,
    ],
  ])('is taken: %s', (raw, url) => {
    expect(recognise(raw)).toMatchObject({ ok: true, adapter: { type: 'rocketchat' }, url, warnings: [] });
  });

  it.each([
    [`rocketchat+https://chat.example.com/hooks/${ID}`, 'cut off'],
    ['rocketchat+https://chat.example.com/api/v1/chat.postMessage', 'API of Rocket.Chat'],
    ['rocketchat+https://chat.example.com/channel/general', 'page of Rocket.Chat that people open'],
    ['https://open.rocket.chat/channel/general', 'page of Rocket.Chat'],
  ])('is refused with the reason: %s', (raw, words) => {
    expect(recognise(raw)).toEqual({ ok: false, message: expect.stringContaining(words) });
  });

  it('is told from an application by its path, and hides the token', () => {
    expect(recognise(HOOK)).toMatchObject({
      adapter: { type: 'generic' },
      warnings: [expect.stringContaining('rocketchat+')],
    });
    expect(maskUrl('rocketchat', HOOK)).toBe(`https://chat.example.com/hooks/${ID}/***`);
  });
});

describe('A Rocket.Chat message', () => {
  it('says what happened and which job in its text, and why in an attachment in the colour of the outcome', () => {
    const { text, attachments } = messageFor(FAILED);
    expect(text).toMatch(/^❌ \*\u200b?Render failed:\u200b?\* \[Netflix\xa0.*\]\(https:.*\) @here$/u);
    expect(attachments[0]).toMatchObject({ color: '#f5455c', text: expect.stringContaining('422') });
    expect(messageFor(COMPLETED).text).not.toContain('@here');
  });

  it('tells when a job failed beside its attachment, and not in its text too', () => {
    const { text, attachments } = messageFor({ ...FAILED, timestamp: '2024-01-01T18:00:00Z' });
    expect(attachments[0].ts).toBe('2024-01-01T12:04:05.000Z');
    expect(text).not.toContain('12:04');
  });

  it('shows foreign text as it was written, and pings, links and draws nothing in it', () => {
    expect(textWith('@all #tag :smile: *b* a.example.com +4915112345678')).toContain(
      '@\u200ball #\u200btag :\u200bsmile: \\*b\\* a.\u200bexample.\u200bcom +\u200b49',
    );
    expect(textWith('(60 %) [x](https://evil.example)')).toContain('(60 %\u200b) [x]\u200b(https:\u200b//');
    expect(textWith('<https://evil.example|click>')).not.toMatch(/<[^\n<|>]+\|/);
  });

  it('keeps brackets of foreign text out of the labels of the links behind them', () => {
    const data = JSON.stringify({ error: 'index [3 of `a[0]`', subject: 'x' });
    const { text, attachments } = messageFor({ ...FAILED, data }, {}, { title: 'Cut [4K] and [b' });
    const labels = (markdown: string): unknown[] =>
      (parse(markdown) as { value: { type: string; value: { label: unknown } }[] }[])
        .flatMap(({ value }) => (Array.isArray(value) ? value : []))
        .flatMap(({ type, value: part }) => (type === 'LINK' ? [JSON.stringify(part.label)] : []));
    const found = [text, attachments[0].text ?? ''].flatMap(labels);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join()).not.toMatch(/4K|\[b|index/);
    expect(attachments[0].text).toContain('index [3 of');
    expect(
      apartFromBrackets('`b[0]` [Open](https://x.test/) [a] [Open](https://x.test/a(b)?c=d|e) [c]'),
    ).toBe('`b[0]` [Open](https://x.test/) [a] <https://x.test/a%28b%29?c=d%7Ce|Open> [c]');
  });

  it('shows times in the zone of the reader where the endpoint asks for it', () => {
    const [{ text: local = '' }] = messageFor(COMPLETED, { localTimes: true }).attachments;
    expect(local).toMatch(/<t:\d+:f>/);
    expect(messageFor(COMPLETED).attachments[0].text).toMatch(/\xa0(AM|PM) UTC$/);
  });

  it('has an emoji in the place of the picture, never both', () => {
    expect(messageFor(COMPLETED, { emoji: ':rocket:' })).toMatchObject({ emoji: ':rocket:' });
    const avatarUrl = 'https://cdn.example.com/i.png';
    expect(messageFor(COMPLETED, { emoji: ':rocket:', avatarUrl })).not.toHaveProperty('emoji');
    const faultsOf = (given: Record<string, unknown>) =>
      optionsOf(rocketChat, given, new URL(HOOK)).faults.map(({ field }) => field);
    expect(faultsOf({ emoji: ':+1:' })).toEqual([]);
    for (const emoji of ['rocket', ':a b:', '::', ':x:\n', '🚀'])
      expect(faultsOf({ emoji })).toEqual(['options.emoji']);
    expect(faultsOf({ emoji: ':rocket:', avatar_url: avatarUrl })).toEqual(['options.emoji']);
  });

  it('has every field of a full message under its label, and names channel and sender', () => {
    const options = { channel: '#ops', alias: 'Jobs', avatarUrl: 'https://cdn.example.com/i.png' };
    const message = messageFor(COMPLETED, options, { detail: 'full' });
    expect(message).toMatchObject({ channel: '#ops', alias: 'Jobs', avatar: options.avatarUrl });
    expect(message.attachments[0].fields).toContainEqual({
      title: 'Country',
      value: '🇺🇸 United States',
      short: true,
    });
  });
});
