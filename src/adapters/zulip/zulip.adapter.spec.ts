import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import { DEFAULT_MESSAGE } from '../../modules/model/message-options.js';
import type { Target } from '../adapter.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { maskUrl, recognise } from '../registry.js';
import { SAMPLES } from '../samples.js';
import { zulip } from './zulip.adapter.js';
import type { ZulipOptions } from './zulip-options.js';

const MESSAGES = 'https://example.zulipchat.com/api/v1/messages';
const KEY = 'gjA04ZYcqXKalvYMA8OeXSfzUOLrtbZv';
const OPTIONS = { email: 'jobs-bot@example.zulipchat.com', apiKey: KEY, channel: 'jobs' };
const [{ event: COMPLETED }, { event: FAILED }] = SAMPLES as [(typeof SAMPLES)[0], (typeof SAMPLES)[0]];

function requestFor(
  event: GatewayEvent,
  options: Partial<ZulipOptions> = {},
  more: Partial<Target<ZulipOptions>> = {},
) {
  const type = eventTypeOf(BUILT_IN, event.type);
  const message = { ...DEFAULT_MESSAGE, mentionOnFailure: '@**all**' };
  return zulip.format(
    event,
    aTarget({ url: MESSAGES, type, message, options: { ...OPTIONS, ...options }, ...more }),
  );
}

const formFor = (...parts: Parameters<typeof requestFor>): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(requestFor(...parts).body));
const conflictsOf = (url: string, options: Partial<ZulipOptions> = {}) =>
  zulip.conflicts!(new URL(url), { ...zulip.fromUrl!(new URL(url)), ...options }).map(({ option }) => option);

describe('A Zulip address', () => {
  it.each([
    ['https://example.zulipchat.com', MESSAGES],
    ['http://example.zulipchat.com/api/v1/messages', MESSAGES],
    ['zulip+http://127.0.0.1:9991/chat', 'http://127.0.0.1:9991/chat/api/v1/messages'],
    [`https://example.zulipchat.com?api_key=${KEY}&channel=jobs`, `${MESSAGES}?api_key=${KEY}&channel=jobs`],
  ])('is taken: %s', (raw, url) => {
    expect(recognise(raw)).toMatchObject({ ok: true, adapter: { type: 'zulip' }, url, warnings: [] });
  });

  it.each([
    ['https://example.zulipchat.com/api/v1/users/me', 'takes no messages'],
    ['zulip+https://chat.example.com/api/v1/external/slack_incoming?api_key=x', 'another service'],
    ['https://zulip.com/plans', 'web site of Zulip'],
  ])('is refused with the reason: %s', (raw, words) => {
    expect(recognise(raw)).toEqual({ ok: false, message: expect.stringContaining(words) });
  });

  it('leaves Zulip’s webhook for Slack’s messages to Slack', () => {
    expect(recognise('https://example.zulipchat.com/api/v1/external/slack_incoming?api_key=x')).toMatchObject(
      {
        warnings: [expect.stringContaining('slack+')],
      },
    );
  });

  it('hides the API key, and warns of what is left out', () => {
    expect(maskUrl('zulip', `${MESSAGES}?api_key=${KEY}&channel=jobs`)).toBe(
      `${MESSAGES}?api_key=***&channel=jobs`,
    );
    expect(recognise(`${MESSAGES}?type=private`)).toMatchObject({
      warnings: ['Left out of the URL: type. The gateway writes the message itself.'],
    });
  });

  it('needs a bot and a channel, and contradicts options that say otherwise', () => {
    expect(conflictsOf(MESSAGES)).toEqual(['email', 'apiKey', 'channel']);
    expect(conflictsOf(MESSAGES, OPTIONS)).toEqual([]);
    expect(conflictsOf(`${MESSAGES}?channel=jobs`, { ...OPTIONS, channel: 'ops' })).toEqual(['channel']);
    expect(conflictsOf(MESSAGES, { ...OPTIONS, topic: 'x', threads: 'job' })).toEqual(['threads']);
  });
});

describe('A Zulip message', () => {
  it('is a form, signed in by a header alone', () => {
    const { method, url, headers, body } = requestFor(FAILED);
    expect([method, url]).toEqual(['POST', MESSAGES]);
    expect(headers).toEqual({
      'Content-Type': 'application/x-www-form-urlencoded',
      Authorization: `Basic ${Buffer.from(`${OPTIONS.email}:${KEY}`).toString('base64')}`,
    });
    expect(body).not.toContain(KEY);
  });

  it('says what happened, which job and why, and mentions the one that the endpoint names', () => {
    const { type, to, topic, content = '' } = formFor(FAILED);
    expect([type, to, topic]).toEqual(['stream', 'jobs', 'StreamGank']);
    expect(content).toMatch(/^❌ \*\*\u200b?Render failed:\u200b?\*\* .* @\*\*all\*\*\n> /u);
    expect(formFor(COMPLETED)['content']).not.toContain('@**');
  });

  it.each([
    [{}, 'StreamGank'],
    [{ topic: 'renders' }, 'renders'],
    [{ threads: 'job' }, 'job_1704123456789_abc123'],
  ] as const)('stands in the topic that the options name: %j', (options, topic) => {
    expect(formFor(COMPLETED, options)).toMatchObject({ topic });
  });

  it('shows foreign text as it was written, and pings and links nothing in it', () => {
    const contentWith = (error: string) => formFor({ ...FAILED, data: JSON.stringify({ error }) })['content'];
    expect(contentWith('@**all** #**jobs** :smile: `x`')).toContain(
      '&#64;&#42;&#42;all&#42;&#42; &#35;&#42;&#42;jobs&#42;&#42; :\u200bsmile: &#96;x&#96;',
    );
    const content = contentWith('[x](https://evil.example) <time:2024-01-01T00:00:00Z> &lt; a.example.com');
    expect(content).toContain('&#91;x&#93;(https:\u200b//evil.\u200bexample) &#60;time:\u200b2024');
    expect(content).toContain('&#38;lt; a.\u200bexample.\u200bcom');
  });

  it('pings nobody by an address of the data: Zulip looks for mentions before it looks for links', () => {
    const data = JSON.stringify({ job_id: 'job_1', video_url: 'https://x.example/@**all**/@*ops*?a=$$b$$' });
    const { content } = formFor({ ...COMPLETED, data });
    expect(content).toContain('](https://x.example/@%2A%2Aall%2A%2A/@%2Aops%2A?a=%24%24b%24%24)');
    expect(content).not.toMatch(/@\*/);
  });

  it('shows times in the zone of the reader', () => {
    expect(formFor(COMPLETED)['content']).toMatch(/<time:\d{4}-\d\d-\d\dT[\d:.]+Z>/);
  });

  it('edits the message that the conversation names', () => {
    const conversation = { as: 'edit' as const, ref: { id: '42' }, timeline: [] };
    expect(requestFor(FAILED, {}, { conversation })).toMatchObject({
      method: 'PATCH',
      url: `${MESSAGES}/42`,
    });
    expect(Object.keys(formFor(FAILED, {}, { conversation }))).toEqual(['content']);
  });
});
