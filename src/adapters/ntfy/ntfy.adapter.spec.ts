import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import { DEFAULT_MESSAGE, type MessageOptions } from '../../modules/model/message-options.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import { optionsOf } from '../../modules/endpoints/definitions/options.js';
import type { Target } from '../adapter.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { maskUrl, recognise } from '../registry.js';
import { SAMPLES } from '../samples.js';
import { ntfy } from './ntfy.adapter.js';
import type { NtfyMessage } from './ntfy-message.js';
import type { NtfyOptions } from './ntfy-options.js';

const TOPIC = 'https://ntfy.sh/renders-x7Kq2mZp';
const TOKEN = 'tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2';
const [COMPLETED, FAILED] = [SAMPLES[0]!.event, SAMPLES[1]!.event];

interface Given extends Partial<Omit<Target<NtfyOptions>, 'message'>> {
  readonly message?: Partial<MessageOptions>;
}

function requestFor(event: GatewayEvent, { message, ...given }: Given = {}) {
  const type = eventTypeOf(BUILT_IN, event.type);
  const links = { console: 'https://hooks.example.test', job: null };
  const target = aTarget<NtfyOptions>({ url: TOPIC, type, links, options: {}, ...given });
  return ntfy.format(event, { ...target, message: { ...DEFAULT_MESSAGE, ...message } });
}

const messageFor = (event: GatewayEvent, given: Given = {}): NtfyMessage =>
  JSON.parse(requestFor(event, given).body) as NtfyMessage;
const faultsOf = (given: Record<string, unknown>) =>
  optionsOf(ntfy, given, new URL(TOPIC)).faults.map(({ field }) => field);

describe('An ntfy address', () => {
  it.each([
    [TOPIC, TOPIC],
    [TOPIC.replace('https', 'http'), TOPIC],
    ['ntfy+http://push.example.test:8080/folder/renders', 'http://push.example.test:8080/folder/renders'],
  ])('is taken: %s', (raw, url) => {
    expect(recognise(raw)).toMatchObject({ ok: true, adapter: { type: 'ntfy' }, url, warnings: [] });
  });

  it.each([
    ['https://ntfy.sh/', 'has no topic'],
    [`https://ntfy.sh/${'x'.repeat(65)}`, 'has no topic'],
    ['https://ntfy.sh/docs', 'a page of ntfy'],
    [`${TOPIC}/json`, 'to read or trigger'],
    ['https://docs.ntfy.sh/publish/', 'a page about ntfy'],
    ['ntfy+https://push.example.test', 'has no topic'],
  ])('is refused with the reason: %s', (raw, words) => {
    expect(recognise(raw)).toEqual({ ok: false, message: expect.stringContaining(words) });
  });

  it('loses its query, with a warning that repeats no value of it', () => {
    expect(recognise(`${TOPIC}?auth=c2VjcmV0`)).toMatchObject({
      url: TOPIC,
      warnings: [expect.stringMatching(/^Left out of the URL: auth\. /)],
    });
  });

  it('hides the topic', () => {
    expect(maskUrl('ntfy', TOPIC)).toBe('https://ntfy.sh/***');
    expect(maskUrl('ntfy', 'https://push.example.test/folder/renders')).toBe('https://push.example.test/***');
  });
});

describe('The options of an ntfy endpoint', () => {
  it('take a token, or user and password', () => {
    expect(faultsOf({ token: TOKEN })).toEqual([]);
    expect(faultsOf({ user: 'phil', password: 'p:w' })).toEqual([]);
  });

  it.each([
    [{ token: 'secret' }, 'options.token'],
    [{ token: TOKEN, user: 'phil', password: 'x' }, 'options.token'],
    [{ user: 'phil' }, 'options.password'],
    [{ password: 'x' }, 'options.user'],
    [{ user: 'a:b', password: 'x' }, 'options.user'],
    [{ failure_priority: 6 }, 'options.failure_priority'],
    [{ tags: 'two words' }, 'options.tags'],
    [{ icon: 'icon.png' }, 'options.icon'],
  ])('refuse %j', (given, field) => {
    expect(faultsOf(given)).toEqual([field]);
  });
});

describe('An ntfy message', () => {
  it('goes to the root of the server, with the topic in the body', () => {
    const { url, method } = requestFor(FAILED, { url: 'https://push.example.test/folder/renders' });
    expect([method, url]).toEqual(['POST', 'https://push.example.test/folder/']);
    expect(messageFor(FAILED)).toMatchObject({ topic: 'renders-x7Kq2mZp' });
  });

  it('has the picture of the options beside it', () => {
    const { body } = requestFor(FAILED, { options: { icon: 'https://cdn.example.test/i.png' } });
    expect(JSON.parse(String(body))).toMatchObject({ icon: 'https://cdn.example.test/i.png' });
    expect(messageFor(FAILED)).not.toHaveProperty('icon');
  });

  it('signs in as the options say', () => {
    const authorization = (options: NtfyOptions) => requestFor(FAILED, { options }).headers['Authorization'];
    expect(authorization({})).toBeUndefined();
    expect(authorization({ token: TOKEN })).toBe(`Bearer ${TOKEN}`);
    expect(authorization({ user: 'phil', password: 'p:w' })).toBe('Basic cGhpbDpwOnc=');
  });

  it('says what happened, which job and why, and leads to the job; apps show when', () => {
    const message = messageFor(FAILED);
    expect(message.title).toMatch(/^❌ Render failed: Netflix\xa0· /u);
    expect(message.message.split('\n')[0]).toBe(
      'Creatomate API error: 422 — template "auto" needs 3 posters',
    );
    expect(message.message).not.toContain('UTC');
    expect(message.click).toContain('https://hooks.example.test/jobs/');
    expect(message.actions).toContainEqual({
      action: 'view',
      label: 'Open job',
      url: expect.stringContaining('/jobs/'),
    });
  });

  it('writes times in the zone of the endpoint, and names it', () => {
    const { message } = messageFor(FAILED, { message: { zone: 'Europe/Berlin', detail: 'standard' } });
    expect(message).toMatch(/1:04\xa0PM\s.* Europe\/Berlin$/);
  });

  it('rings by its outcome', () => {
    const ofFailure = (failurePriority?: number) =>
      messageFor(FAILED, { options: failurePriority === undefined ? {} : { failurePriority } }).priority;
    expect([ofFailure(), ofFailure(5), messageFor(COMPLETED).priority]).toEqual([4, 5, 3]);
  });

  it('sets the rest of an error apart', () => {
    const data = JSON.stringify({ error: 'Crash\nhere\n  at a (b.ts)' });
    const { message } = messageFor({ ...FAILED, data }, { message: { detail: 'standard' } });
    expect(message).toContain('Crash\n\nhere\n  at a (b.ts)\n\n');
  });

  it('makes no links of addresses in the data', () => {
    const data = JSON.stringify({ error: 'See https://evil.example or WWW.evil.example' });
    expect(messageFor({ ...FAILED, data }).message).toContain(
      'https:\u200b//evil.example or WWW\u200b.evil.example',
    );
  });

  it('keeps to the bytes of ntfy where letters take three of them', () => {
    const data = JSON.stringify({ error: `失敗${'敗'.repeat(6000)}\n${'線\n'.repeat(3000)}` });
    const { message } = messageFor({ ...FAILED, data }, { message: { detail: 'full' } });
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4000);
    expect(message).toContain('失敗');
  });

  it('takes the place of the job’s older message where the endpoint asks for it', () => {
    const sequence = (event: GatewayEvent) => messageFor(event, { options: { replace: true } }).sequence_id;
    expect(sequence(COMPLETED)).toMatch(/^[0-9a-f]{32}$/);
    expect(sequence(COMPLETED)).toBe(sequence({ ...FAILED, data: COMPLETED.data }));
    expect(messageFor(COMPLETED)).not.toHaveProperty('sequence_id');
  });

  it('continues the message that the conversation names', () => {
    const conversation = { as: 'edit' as const, ref: { id: 'sPs71M8A2T' }, timeline: [] };
    expect(messageFor(COMPLETED, { conversation }).sequence_id).toBe('sPs71M8A2T');
  });
});
