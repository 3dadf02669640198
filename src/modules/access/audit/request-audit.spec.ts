import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { TempStore } from '../../../../test/support/temp-store.js';
import { GatewayError } from '../../model/gateway-error.js';
import { aCaller } from '../../../../test/support/keyring.js';
import { LOOPBACK, type Caller } from '../caller.js';
import { auditRequests } from './audit-hooks.js';
import { AuditLog } from './audit-log.service.js';

const ADMIN = aCaller('admin', { name: 'ana' });
const EMITTER = aCaller('emit');

describe('The audit of requests', () => {
  let temp: TempStore;
  let server: FastifyInstance;
  let caller: Caller | null;
  let changes: number;

  beforeEach(async () => {
    temp = await TempStore.open();
    caller = ADMIN;
    changes = 0;
    server = fastify();
    server.decorateRequest('caller', null);
    server.addHook('onRequest', (request, _reply, done) => {
      request.caller = caller;
      done();
    });
    auditRequests(server, new AuditLog(temp.store.access));
    const change = () => ({ success: true, endpoint: { id: `made-${(changes += 1)}` } });
    server.post('/things', change);
    server.post('/things/:id/do', (request) => {
      request.audit?.note({ origin: 'here' });
      return change();
    });
    server.post('/dry', { config: { dryRun: true } }, change);
    server.post('/look', { config: { unaudited: 'it only looks' } }, change);
    server.post('/events', { config: { signable: true } }, change);
    server.post('/refuse', (_request, reply) => reply.code(409).send({ success: false }));
    server.post('/text', (_request, reply) => reply.code(204).send());
    server.post('/fail', () => {
      throw new Error('broken');
    });
    server.get('/things', change);
  });
  afterEach(async () => {
    await server.close();
    await temp.remove();
  });

  const post = (url: string, payload?: object) =>
    server.inject({ method: 'POST', url, ...(payload && { payload }) });
  const entries = () => temp.store.access.entries(100, null);

  it('has stored the entry when the change is made', async () => {
    let before: unknown;
    server.post('/watched', async () => {
      before = (await entries())[0];
      return { success: true };
    });
    await post('/watched', { a: 1 });
    const entry = { action: 'watched', actor: 'ana', address: '127.0.0.1', detail: { fields: ['a'] } };
    expect(before).toMatchObject({ ...entry, outcome: 'begun' });
    expect(await entries()).toMatchObject([{ ...entry, outcome: 'done' }]);
  });

  it('names the created thing and the notes of the route', async () => {
    await post('/things', { name: 'x' });
    await post('/things/7/do');
    expect(await entries()).toMatchObject([
      { action: 'things.do', target: '7', detail: { origin: 'here' }, outcome: 'done' },
      { action: 'things.create', target: 'made-1', detail: { fields: ['name'] }, outcome: 'done' },
    ]);
  });

  it.each([
    ['/refuse', 'refused', { status: 409 }],
    ['/fail', 'failed', { status: 500 }],
    ['/text', 'done', {}],
  ])('completes the entry of %s with the outcome %s', async (url, outcome, detail) => {
    await post(url);
    expect(await entries()).toEqual([expect.objectContaining({ outcome, detail })]);
  });

  it.each(['/things', '/things/7/do', '/events', '/refuse'])(
    'is not switched off at %s by dry_run',
    async (url) => {
      await post(url, { dry_run: true });
      expect(await entries()).toHaveLength(1);
    },
  );

  it('heeds dry_run only where the route reads it, and only the value true', async () => {
    await post('/dry', { dry_run: true });
    expect(await entries()).toEqual([]);
    for (const dry_run of [false, 'true', 1, null]) await post('/dry', { dry_run });
    expect(await entries()).toHaveLength(4);
  });

  it('leaves out requests that change nothing and requests of callers who are no admins', async () => {
    await post('/look');
    await post('/nowhere');
    await server.inject({ method: 'GET', url: '/things' });
    for (caller of [EMITTER, null]) await post('/events', {});
    expect(await entries()).toEqual([]);
  });

  it('has an entry for events sent with an admin key, but none for events without keys', async () => {
    await post('/events', {});
    caller = LOOPBACK;
    await post('/events', {});
    await post('/things', {});
    expect((await entries()).map(({ action, actor }) => [action, actor])).toEqual([
      ['things.create', 'loopback'],
      ['events.create', 'ana'],
    ]);
  });

  it('refuses the change where the entry cannot be stored', async () => {
    const fault = new GatewayError('store_unavailable', 'gone');
    jest.spyOn(temp.store.access, 'record').mockRejectedValue(fault);
    expect((await post('/things', {})).statusCode).toBe(500);
    expect(changes).toBe(0);
  });

  it('leaves the answer as it is where the outcome cannot be stored', async () => {
    jest.spyOn(temp.store.access, 'complete').mockRejectedValue(new Error('gone'));
    expect((await post('/things', {})).statusCode).toBe(200);
    expect(await entries()).toMatchObject([{ action: 'things.create', outcome: 'begun' }]);
  });
});
