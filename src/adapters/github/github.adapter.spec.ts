import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import type { Payload } from '../../modules/model/payload.js';
import { optionsOf } from '../../modules/endpoints/definitions/options.js';
import { maskUrl, recognise } from '../registry.js';
import { SAMPLES } from '../samples.js';
import { github } from './github.adapter.js';
import type { GithubDispatch } from './github-message.js';
import type { GithubOptions } from './github-options.js';

const TOKEN = 'github_pat_11ABCDEFG0abcdefghijkl';
const DISPATCHES = 'https://api.github.com/repos/acme/site.io/dispatches';
const COMPLETED = SAMPLES[0]!.event;

function requestFor(event: GatewayEvent, options: GithubOptions = {}, payload: Payload = 'gateway') {
  const url = `${DISPATCHES}?token=${TOKEN}`;
  return github.format(
    event,
    aTarget<GithubOptions>({ url, payload, options: { token: TOKEN, ...options } }),
  );
}

const dispatchFor = (...given: Parameters<typeof requestFor>) =>
  JSON.parse(requestFor(...given).body) as GithubDispatch;
const faultsOf = (given: Record<string, unknown>, url = DISPATCHES) =>
  optionsOf(github, given, new URL(url)).faults.map(({ field }) => field);

describe('An address that starts workflows', () => {
  it.each([
    [DISPATCHES, DISPATCHES],
    ['http://api.github.com/repos/acme/site.io/', DISPATCHES],
    [
      'github+https://git.example.test/api/v3/repos/a/b/dispatches',
      'https://git.example.test/api/v3/repos/a/b/dispatches',
    ],
  ])('is taken: %s', (raw, url) => {
    expect(recognise(raw)).toMatchObject({ ok: true, adapter: { type: 'github' }, url, warnings: [] });
  });

  it.each([
    ['https://api.github.com/repos/acme/site/issues', 'starts no workflows'],
    ['https://api.github.com/', 'starts no workflows'],
    ['https://github.com/acme/site', 'a page of GitHub'],
    ['github+https://git.example.test/acme/site', 'names no repository'],
  ])('is refused with the reason where it is of another kind: %s', (raw, words) => {
    expect(recognise(raw)).toEqual({ ok: false, message: expect.stringContaining(words) });
  });

  it('hides its token, and shows the repository', () => {
    expect(maskUrl('github', `${DISPATCHES}?token=${TOKEN}`)).toBe(`${DISPATCHES}?token=***`);
  });

  it('has its token, here or in the URL', () => {
    expect(faultsOf({ token: TOKEN })).toEqual([]);
    expect(faultsOf({}, `${DISPATCHES}?token=${TOKEN}`)).toEqual([]);
    expect(faultsOf({})).toEqual(['options.token']);
    expect(faultsOf({ token: TOKEN }, `${DISPATCHES}?token=${TOKEN}x`)).toEqual(['options.token']);
  });
});

describe('A dispatch', () => {
  it('has the type of the event and the envelope with the id of the delivery', () => {
    const { event_type: type, client_payload: payload } = dispatchFor(COMPLETED);
    expect(type).toBe('job.completed');
    expect(Object.keys(payload)).toEqual([
      'event',
      'data',
      'timestamp',
      'webhook_id',
      'source',
      'delivery_id',
    ]);
    expect(payload['data']).toEqual(JSON.parse(COMPLETED.data));
  });

  it('goes out with the token as a header and not in the address', () => {
    const { url, headers } = requestFor(COMPLETED);
    expect(url).toBe(DISPATCHES);
    expect(headers).toMatchObject({
      Authorization: `Bearer ${TOKEN}`,
      Accept: 'application/vnd.github+json',
      'X-GitHub-Api-Version': '2022-11-28',
    });
  });

  it('keeps to 100 characters of a type, and takes that of the option', () => {
    const long = { ...COMPLETED, type: `a${'.b'.repeat(63)}` };
    expect(dispatchFor(long).event_type).toHaveLength(100);
    expect(dispatchFor(COMPLETED, { eventType: 'render' }).event_type).toBe('render');
  });

  it.each(['standard', 'thin', 'cloudevents'] as const)('has the payload of the endpoint: %s', (form) => {
    const { client_payload: payload } = dispatchFor(COMPLETED, {}, form);
    expect(payload).toMatchObject({ type: 'job.completed', delivery_id: expect.any(String) });
    expect(Object.keys(payload).length).toBeLessThanOrEqual(10);
  });

  it.each([
    [['a', 'b']],
    [Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`n${n}`, n]))],
    [{ delivery_id: 'own' }],
    [{}],
  ])('sets a payload under one name that is no object or has no room: %j', (body) => {
    const { client_payload: payload } = dispatchFor(COMPLETED, {}, { method: 'POST', headers: {}, body });
    expect(payload).toEqual({ payload: body, delivery_id: expect.any(String) });
  });

  it.each([['x'.repeat(70_000)], ['語'.repeat(30_000)]])(
    'leaves out a payload of too many bytes, and says where the event is',
    (text) => {
      const event = { ...COMPLETED, data: JSON.stringify({ job_id: 'j', text }) };
      const { client_payload: payload } = dispatchFor(event);
      expect(payload).toMatchObject({
        data: { id: event.id, job_id: 'j', url: `/api/webhooks/events/${event.id}` },
        left_out: expect.stringContaining('65000 bytes'),
      });
    },
  );

  it('keeps the digits of long numbers', () => {
    expect(requestFor({ ...COMPLETED, data: '{"n":154284075601887489}' }).body).toContain(
      '"data":{"n":154284075601887489}',
    );
  });
});
