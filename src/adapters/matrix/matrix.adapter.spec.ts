import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import { DEFAULT_MESSAGE } from '../../modules/model/message-options.js';
import type { Target } from '../adapter.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { maskUrl, recognise } from '../registry.js';
import { SAMPLES } from '../samples.js';
import { matrix } from './matrix.adapter.js';
import type { MatrixMessage } from './matrix-message.js';
import type { MatrixOptions } from './matrix-options.js';

const SERVER = 'https://matrix.example.com';
const TOKEN = 'syt_Z2F0ZXdheQ_exampleTokenOfAUser_0a1B2c';
const SEND = '/_matrix/client/v3/rooms/!jobs:example.com/send/m.room.message';
const OPTIONS = { roomId: '!jobs:example.com', token: TOKEN };
const [{ event: COMPLETED }, { event: FAILED }] = SAMPLES as [(typeof SAMPLES)[0], (typeof SAMPLES)[0]];

function requestFor(
  event: GatewayEvent,
  options: Partial<MatrixOptions> = {},
  more: Partial<Target<MatrixOptions>> = {},
) {
  const type = eventTypeOf(BUILT_IN, event.type);
  const message = { ...DEFAULT_MESSAGE, mentionOnFailure: '@ops:example.com' };
  return matrix.format(
    event,
    aTarget({ url: SERVER, type, message, options: { ...OPTIONS, ...options }, ...more }),
  );
}

const messageFor = (...parts: Parameters<typeof requestFor>): MatrixMessage =>
  JSON.parse(requestFor(...parts).body) as MatrixMessage;
const conflictsOf = (url: string, options: Partial<MatrixOptions> = {}) =>
  matrix.conflicts!(new URL(url), { ...matrix.fromUrl!(new URL(url)), ...options }).map(
    ({ option }) => option,
  );

describe('A Matrix address', () => {
  it.each([
    [`matrix+${SERVER}`, `${SERVER}/`],
    [`matrix+${SERVER}/_matrix/client/v3`, `${SERVER}/`],
    ['matrix+http://127.0.0.1:8008/synapse', 'http://127.0.0.1:8008/synapse'],
    [`matrix+${SERVER}${SEND}?access_token=${TOKEN}`, `${SERVER}${SEND}?access_token=${TOKEN}`],
  ])('is taken: %s', (raw, url) => {
    expect(recognise(raw)).toMatchObject({ ok: true, adapter: { type: 'matrix' }, url, warnings: [] });
  });

  it.each([
    [`matrix+${SERVER}/_matrix/client/v3/sync`, 'takes no messages'],
    ['https://matrix.to/#/!jobs:example.com', 'link to a Matrix room'],
  ])('is refused with the reason: %s', (raw, words) => {
    expect(recognise(raw)).toEqual({ ok: false, message: expect.stringContaining(words) });
  });

  it('is told from an application by its path, and hides the token', () => {
    expect(recognise(`${SERVER}${SEND}`)).toMatchObject({
      adapter: { type: 'generic' },
      warnings: [expect.stringContaining('matrix+')],
    });
    expect(maskUrl('matrix', `${SERVER}${SEND}?access_token=${TOKEN}`)).toBe(
      `${SERVER}${SEND}?access_token=***`,
    );
  });

  it('needs a room and a token, in the URL or in the options, and contradicts options that say otherwise', () => {
    expect(conflictsOf(SERVER)).toEqual(['roomId', 'token']);
    expect(conflictsOf(SERVER, OPTIONS)).toEqual([]);
    expect(conflictsOf(`${SERVER}${SEND}?access_token=${TOKEN}`)).toEqual([]);
    expect(conflictsOf(`${SERVER}${SEND}?access_token=${TOKEN}`, { roomId: '!other' })).toEqual(['roomId']);
  });
});

describe('A Matrix message', () => {
  it('is put under the id of the delivery, with the token in a header alone', () => {
    const { method, url, headers, body } = requestFor(FAILED);
    expect(method).toBe('PUT');
    expect(url).toBe(
      `${SERVER}/_matrix/client/v3/rooms/!jobs%3Aexample.com/send/m.room.message/550e8400-e29b-41d4-a716-446655440000`,
    );
    expect(headers).toMatchObject({ Authorization: `Bearer ${TOKEN}` });
    expect(url + body).not.toContain(TOKEN);
  });

  it('says what happened, which job and why, and notifies the one that the endpoint names', () => {
    const { msgtype, body, formatted_body: html, 'm.mentions': mentions } = messageFor(FAILED);
    expect([msgtype, mentions]).toEqual(['m.text', { user_ids: ['@ops:example.com'] }]);
    expect(html).toMatch(
      /^❌ <strong>Render failed:<\/strong> .* @ops:example\.com<br><span data-mx-color="#d93025">/u,
    );
    expect(body).toMatch(/^❌ Render failed: Netflix\xa0.* @ops:example\.com\n/u);
  });

  it.each([
    [undefined, 'm.text', 'm.notice'],
    ['never', 'm.text', 'm.text'],
    ['always', 'm.notice', 'm.notice'],
  ] as const)('is a notice as the option notices says: %s', (notices, ofFailure, ofSuccess) => {
    const options = notices ? { notices } : {};
    expect([messageFor(FAILED, options).msgtype, messageFor(COMPLETED, options).msgtype]).toEqual([
      ofFailure,
      ofSuccess,
    ]);
    expect(messageFor(COMPLETED, options)['m.mentions']).toEqual({});
  });

  it('keeps clients from making mentions and links of foreign text', () => {
    const error = '@room #ops:example.com https://evil.example <b>x</b> &amp;';
    const { body, formatted_body: html } = messageFor({ ...FAILED, data: JSON.stringify({ error }) });
    expect(html).toContain(
      '@\u200broom #\u200bops:example.\u200bcom https:\u200b//evil.\u200bexample &lt;b&gt;',
    );
    expect(body).toContain('@\u200broom #\u200bops');
  });

  it('replaces the message that the conversation names, and notifies nobody', () => {
    const conversation = { as: 'edit' as const, ref: { event_id: '$first' }, timeline: [] };
    const message = messageFor(FAILED, {}, { conversation });
    expect(message).toMatchObject({
      body: expect.stringMatching(/^\* ❌ /u),
      'm.mentions': {},
      'm.relates_to': { rel_type: 'm.replace', event_id: '$first' },
      'm.new_content': { msgtype: 'm.text', body: expect.stringMatching(/^❌ /u) },
    });
  });
});
