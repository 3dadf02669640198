import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { aCaller } from '../../../../test/support/keyring.js';
import { TempStore } from '../../../../test/support/temp-store.js';
import { RefusalLog } from './refusal-log.service.js';

interface Asked {
  readonly ip?: string | undefined;
  readonly headers?: object;
  readonly caller?: object | null;
  readonly url?: string | undefined;
}

const asked = ({ ip = '192.0.2.1', headers = {}, caller = null, ...given }: Asked = {}): FastifyRequest =>
  ({
    method: 'POST',
    ip,
    headers,
    caller,
    routeOptions: { url: 'url' in given ? given.url : '/api/webhooks/test' },
  }) as unknown as FastifyRequest;
const withKey = { headers: { authorization: 'Bearer guessed-key' } };
const EMITTER = aCaller('emit', { name: 'ci' });

describe(RefusalLog.name, () => {
  let temp: TempStore;
  let log: RefusalLog;

  beforeEach(async () => {
    temp = await TempStore.open();
    log = new RefusalLog(temp.store.access, temp.clock);
  });
  afterEach(() => temp.remove());

  const entries = async () => {
    await log.flush();
    return temp.store.access.entries(1_000, null);
  };
  const times = (count: number, status: number, request: (n: number) => FastifyRequest) => {
    for (let n = 0; n < count; n += 1) log.note(request(n), { statusCode: status });
  };

  it.each([
    [401, { headers: { authorization: 'Bearer x' } }, 'access.wrong_key', 'unknown'],
    [401, { headers: { 'webhook-signature': 'v1,x' } }, 'access.wrong_signature', 'unknown'],
    [401, {}, 'access.no_key', 'unknown'],
    [401, { url: '/api/console/login' }, 'access.sign_in_failed', 'unknown'],
    [403, { caller: EMITTER }, 'access.forbidden', 'ci'],
    [403, {}, 'access.forbidden', 'unknown'],
    [429, {}, 'access.held_off', 'unknown'],
  ])('records %i of %j as %s by %s', async (status, over, action, actor) => {
    times(1, status, () => asked(over));
    const [entry] = await entries();
    expect(entry).toMatchObject({ action, actor, address: '192.0.2.1', target: null, outcome: 'refused' });
  });

  it.each([
    [202, {}],
    [404, {}],
    [503, {}],
    [429, { caller: EMITTER }],
  ])('ignores %i of %j', async (status, over) => {
    times(1, status, () => asked(over));
    expect(await entries()).toEqual([]);
  });

  it('counts the refusals of one address and minute in one entry, and keeps nothing of what was sent', async () => {
    times(500, 401, (n) => asked({ ...withKey, url: n % 2 ? '/api/webhooks/test' : undefined }));
    times(1, 401, () => asked({ ...withKey, ip: '192.0.2.2' }));
    const found = await entries();
    expect(found.map(({ address, detail }) => [address, detail])).toEqual([
      ['192.0.2.2', { status: 401, count: 1, routes: ['POST /api/webhooks/test'] }],
      ['192.0.2.1', { status: 401, count: 500, routes: ['POST /api/webhooks/test'] }],
    ]);
    expect(JSON.stringify(found)).not.toContain('guessed');
  });

  it('begins another entry after a minute, and loses no count', async () => {
    times(3, 401, () => asked(withKey));
    temp.clock.advance(60_000);
    times(2, 401, () => asked(withKey));
    await entries();
    temp.clock.advance(60_000);
    expect((await entries()).map(({ detail }) => detail['count'])).toEqual([2, 3]);
  });

  it('stays within its limit of entries however many addresses come', async () => {
    times(5_000, 401, (n) => asked({ ...withKey, ip: `10.0.${n >> 8}.${n & 255}` }));
    const found = await entries();
    expect(found).toHaveLength(101);
    expect(found[0]).toMatchObject({ address: '', detail: { count: 4_900 } });
  });

  it('does not write a count that has not grown', async () => {
    times(3, 401, () => asked(withKey));
    await entries();
    const complete = jest.spyOn(temp.store.access, 'complete');
    await entries();
    expect(complete).not.toHaveBeenCalled();
  });

  it('goes on counting while the store fails', async () => {
    jest.spyOn(temp.store.access, 'record').mockRejectedValueOnce(new Error('gone'));
    times(2, 401, () => asked(withKey));
    expect(await entries()).toEqual([]);
    times(1, 401, () => asked({ ...withKey, ip: '192.0.2.2' }));
    expect(await entries()).toHaveLength(1);
  });

  it('stores its counts when the gateway stops', async () => {
    times(3, 401, () => asked(withKey));
    await log.beforeApplicationShutdown();
    expect((await temp.store.access.entries(10, null))[0]!.detail['count']).toBe(3);
  });

  it('records a lock-out with its network', async () => {
    log.noteLockOut('2001:db8::/64', { proof: 'key', guesses: 20, for_ms: 60_000 });
    expect(await entries()).toMatchObject([
      { action: 'access.locked_out', address: '2001:db8::/64', detail: { proof: 'key', guesses: 20 } },
    ]);
  });
});
