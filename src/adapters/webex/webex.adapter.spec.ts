import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import { DEFAULT_MESSAGE } from '../../modules/model/message-options.js';
import type { Conversation, Target } from '../adapter.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { maskUrl, recognise } from '../registry.js';
import { webex } from './webex.adapter.js';
import { bytesOf } from '../fit.js';
import type { WebexOptions } from './webex-options.js';

const MESSAGES = 'https://webexapis.com/v1/messages';
const ROOM = 'Y2lzY29zcGFyazovL3VzL1JPT00vYmJjZWIx';
const REF = {
  message_id: 'Y2lzY29zcGFyazovL3VzL01FU1NBR0Uv',
  room_id: 'Y2lzY29zcGFyazovL3VzL1JPT00vT1RIRVI',
};
const OPTIONS: WebexOptions = { token: 'NzQ1ZmVhOWQtMzQ1Ny00YjQ4', roomId: ROOM };
const DATA = { job_id: 'job_1', error: 'Out of memory\nat node 7', parameters: { platform: 'netflix' } };

function sent(as?: Conversation['as'], more: Partial<Target<WebexOptions>> = {}, data: object = DATA) {
  const event = {
    id: 'e1',
    type: 'job.failed',
    data: JSON.stringify(data),
    timestamp: '2024-01-01T12:05:00Z',
    acceptedAt: Date.UTC(2024, 0, 1, 12, 5),
  };
  const type = eventTypeOf(BUILT_IN, event.type);
  const conversation = as && { conversation: { as, ref: REF, timeline: [] } };
  const request = webex.format(
    event,
    aTarget({ url: MESSAGES, options: OPTIONS, type, ...conversation, ...more }),
  );
  return { ...request, body: JSON.parse(request.body) as Record<string, string> };
}

const conflictsOf = (url: string, options: Partial<WebexOptions> = {}) =>
  webex.conflicts!(new URL(url), { token: OPTIONS.token, ...webex.fromUrl!(new URL(url)), ...options }).map(
    ({ option }) => option,
  );

describe('A message of Webex', () => {
  it('is posted to the space with the token in a header, in Markdown and in plain text', () => {
    const { method, url, headers, body } = sent();
    expect([method, url, headers['Authorization']]).toEqual(['POST', MESSAGES, `Bearer ${OPTIONS.token}`]);
    expect(Object.keys(body)).toEqual(['roomId', 'markdown', 'text']);
    expect(body).toMatchObject({ roomId: ROOM, text: '❌ Render failed: Netflix — Out of memory' });
    expect(body['markdown']!.replaceAll('\u200b', '').split('\n').slice(0, 3)).toEqual([
      '❌ **Render failed:** **Netflix**',
      '',
      '> Out of memory',
    ]);
  });

  it('is edited in the space that the first answer named', () => {
    const { method, url, body } = sent('edit');
    expect([method, url]).toEqual(['PUT', `${MESSAGES}/${REF.message_id}`]);
    expect(body).toMatchObject({ roomId: REF.room_id });
    expect(body).not.toHaveProperty('parentId');
  });

  it('answers the first one of a thread, and announces an edit in the space itself, shortly', () => {
    expect(sent('reply').body).toMatchObject({ roomId: REF.room_id, parentId: REF.message_id });
    const { method, body } = sent('announce');
    expect([method, body['parentId']]).toEqual(['POST', undefined]);
    expect(body['markdown']).not.toContain('12:05');
  });

  it('goes to a person, by the space that Webex made for the two once there is one', () => {
    const options: WebexOptions = { token: OPTIONS.token, person: 'ann@example.com' };
    expect(sent(undefined, { options }).body).toMatchObject({ toPersonEmail: 'ann@example.com' });
    expect(sent('edit', { options }).body).toMatchObject({ roomId: REF.room_id });
  });

  it('mentions the one that the endpoint names for failures, and shows mentions of the data', () => {
    const message = { ...DEFAULT_MESSAGE, mentionOnFailure: '<@all>' };
    const { markdown = '' } = sent(undefined, { message }, { ...DATA, error: '<@all> down' }).body;
    expect(markdown.split('\n')[0]).toMatch(/ <@all>$/);
    expect(markdown.match(/<@/g)).toHaveLength(1);
    expect(markdown).toContain('> &#60;@all&#62; down');
  });

  it('stays within the bytes of a message where every sign has three of them, and keeps title and cause', () => {
    const long = 'बह'.repeat(3000);
    const fields = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`f${at}`, long]));
    const message = { ...DEFAULT_MESSAGE, detail: 'full' } as const;
    const { markdown = '' } = sent(
      undefined,
      { message },
      { job_id: long, error: long, message: long, ...fields },
    ).body;
    expect(bytesOf(markdown)).toBeLessThanOrEqual(7439);
    expect(markdown).toMatch(/Render failed[^]*\n\n> बह/);
  });
});

describe('The address of Webex', () => {
  it.each([
    [`http://webexapis.com/v1/messages?roomId=${ROOM}`, `${MESSAGES}?roomId=${ROOM}`],
    ['https://api.ciscospark.com/v1/messages', 'https://api.ciscospark.com/v1/messages'],
    ['webex+http://127.0.0.1:9/proxy/v1/messages/', 'http://127.0.0.1:9/proxy/v1/messages'],
  ])('is taken: %s', (raw, url) => {
    expect(recognise(raw)).toMatchObject({ ok: true, adapter: { type: 'webex' }, url, warnings: [] });
  });

  it.each([
    [
      'https://webexapis.com/v1/webhooks/incoming/Y2lzY29zcGFyazovL3VybjpURUFN',
      'neither be edited nor answered',
    ],
    ['https://webexapis.com/v1/rooms', 'takes no messages'],
    ['https://web.webex.com/spaces/x/chat', 'page of Webex'],
  ])('is refused with the reason: %s', (raw, words) => {
    expect(recognise(raw)).toMatchObject({ ok: false, message: expect.stringContaining(words) });
  });

  it('wants one place for the messages', () => {
    expect(conflictsOf(MESSAGES)).toEqual(['roomId']);
    expect(conflictsOf(MESSAGES, { roomId: ROOM, person: 'a@example.com' })).toEqual(['person']);
    expect(conflictsOf(`${MESSAGES}?roomId=${ROOM}`, { roomId: REF.room_id })).toEqual(['roomId']);
    expect(conflictsOf(`${MESSAGES}?toPersonEmail=a@example.com`)).toEqual([]);
  });

  it('shows the space, and nothing that it does not know', () => {
    expect(maskUrl('webex', `${MESSAGES}?roomId=${ROOM}&token=x`)).toBe(`${MESSAGES}/***?roomId=${ROOM}`);
    expect(maskUrl('webex', 'https://chat.example.com/secret')).toBe('https://chat.example.com/***');
  });

  it.each([
    ['fits', 1_494, true],
    ['is too long', 1_495, false],
  ])('leads to a video whose address %s with its parentheses encoded', (_what, length, isLinked) => {
    const start = 'https://cdn.example.test/(((';
    const video = `${start}${'v'.repeat(length - start.length)}`;
    const { body, usage } = { ...sent(undefined, {}, { ...DATA, video_url: video }), usage: webex.usage };
    expect(body['markdown']!.includes('%28%28%28')).toBe(isLinked);
    const over = usage(JSON.stringify(body)).filter(({ used, max }) => used > max);
    expect(over).toEqual([]);
  });

  it('keeps its id where the address of the job is too long with its parentheses encoded', () => {
    const job = 'https://studio.example.test/((('.padEnd(1_495, 'j');
    const links = { console: 'https://hooks.example.test', job };
    const retry = { name: 'retry', label: 'Retry job', url: 'https://hooks.example.test/a/t' } as const;
    const actionLinks = [{ ...retry, style: 'danger', place: 'first', byLink: false } as const];
    const markdown = sent(undefined, { links, actionLinks }).body['markdown']!;
    expect(markdown).toContain('[Retry job](');
    expect(markdown).toContain('[job&#95;1](https://hooks.example.test/deliveries/');
  });
});
