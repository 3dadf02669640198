import { beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, opens, ROUTE_ROLES, type Role } from '../../src/modules/access/roles.js';
import { ApiDescription } from '../support/api-description.js';
import type { ApiAnswer, GatewayProcess, Json } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
const ADMIN = 'admin-key-0123456789abcdef';
const admin = bearer(ADMIN);
const KEYS = '/api/webhooks/keys';
const TRIGGER = '/api/webhooks/trigger';
const STATUS = '/api/webhooks/status';
let gateway: GatewayProcess;
let receiver: Receiver;

function bearer(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` };
}

beforeAll(async () => {
  receiver = await stage.receiver();
  gateway = await stage.gateway({
    WEBHOOK_EMIT_KEYS: 'emit-key-0123456789abcdef',
    WEBHOOK_ADMIN_KEYS: ADMIN,
    WEBHOOK_ALLOW_NETWORKS: 'loopback',
    WEBHOOK_URLS: receiver.url(),
    WEBHOOK_REDACT_FIELDS: 'data.user.email',
  });
});

interface Made {
  readonly id: string;
  readonly secret: string;
}

async function make(name: string, role: Role, more: object = {}): Promise<Made> {
  const { status, body } = await gateway.post(KEYS, { name, role, ...more }, admin);
  expect({ status, body }).toMatchObject({ status: 201 });
  return { id: body.key.id, secret: body.secret };
}

const patch = (id: string, body: object): Promise<ApiAnswer> =>
  gateway.request('PATCH', `${KEYS}/${id}`, {
    headers: { ...admin, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const revoke = (id: string): Promise<ApiAnswer> =>
  gateway.request('DELETE', `${KEYS}/${id}`, { headers: admin });
const audit = async (query: string): Promise<Json[]> =>
  (await gateway.get(`/api/webhooks/audit?${query}`, admin)).body.entries;

describe('A key that an operator makes', () => {
  it('is valid at once, is shown once, and survives a restart', async () => {
    const { id, secret } = await make('shown-once', 'viewer');
    expect(secret).toMatch(/^gwk_viewer_[0-9A-Za-z]{38}$/);
    expect((await gateway.get(STATUS, bearer(secret))).status).toBe(200);
    const { body } = await gateway.get(KEYS, admin);
    expect(body.keys.find((key: Json) => key.id === id)).toMatchObject({
      name: 'shown-once',
      role: 'viewer',
      source: 'api',
      state: 'active',
      created_by: expect.stringMatching(/^env-admin-/),
      last_used_at: expect.any(String),
      hint: secret.slice(0, 'gwk_viewer_'.length + 4),
    });
    expect(JSON.stringify(body)).not.toContain(secret);
  });

  it('stands beside those of the environment, which cannot be changed', async () => {
    const { body } = await gateway.get(KEYS, admin);
    const emit = body.keys.find(({ source }: Json) => source === 'environment');
    expect(emit).toMatchObject({ name: expect.stringMatching(/^env-emit-[0-9a-f]{8}$/), role: 'emit' });
    for (const answer of [await revoke(emit.id), await patch(emit.id, { rate: 1 })])
      expect(answer).toMatchObject({ status: 409, body: { code: 'environment_key' } });
  });

  it('sends the event types that it may send, one by one and in batches', async () => {
    const { secret } = await make('render-farm', 'emit', { types: ['job.*'] });
    const allowed = await gateway.post(TRIGGER, { event: 'job.completed' }, bearer(secret));
    expect(allowed.status).toBe(202);
    const refused = await gateway.post(TRIGGER, { event: 'payment.done' }, bearer(secret));
    expect(refused).toMatchObject({
      status: 403,
      body: {
        code: 'event_type_not_allowed',
        message: 'event payment.done is not allowed: this key may send job.*.',
      },
    });
    const events = [{ event: 'job.failed' }, { event: 'payment.done' }];
    const batch = await gateway.post('/api/webhooks/events', { events }, bearer(secret));
    expect(batch).toMatchObject({
      status: 202,
      body: { accepted: 1, rejected: 1, results: [{}, { code: 'event_type_not_allowed' }] },
    });
    const alone = await gateway.post('/api/webhooks/events', { events: [events[1]] }, bearer(secret));
    expect(alone.status).toBe(403);
  });

  it('is held to its rate by 429, and is not locked out', async () => {
    const { id, secret } = await make('slow', 'emit', { rate: 2 });
    const statuses: number[] = [];
    for (let n = 0; n < 30; n++)
      statuses.push((await gateway.post(TRIGGER, { event: 'job.completed' }, bearer(secret))).status);
    expect([statuses.slice(0, 2), new Set(statuses.slice(2))]).toEqual([[202, 202], new Set([429])]);
    const { headers, body } = await gateway.post(TRIGGER, { event: 'job.completed' }, bearer(secret));
    expect(body).toMatchObject({
      code: 'key_rate_exceeded',
      message: expect.stringContaining('Key slow may send 2'),
    });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    await patch(id, { rate: null });
    expect((await gateway.post(TRIGGER, { event: 'job.completed' }, bearer(secret))).status).toBe(202);
  });

  it('is replaced by a rotation: the old one works for the overlap', async () => {
    const { id, secret } = await make('rotated', 'viewer');
    const next = await gateway.post(`${KEYS}/${id}/rotate`, { overlap_ms: 600_000 }, admin);
    for (const key of [secret, next.body.secret])
      expect((await gateway.get(STATUS, bearer(key))).status).toBe(200);
    const last = await gateway.post(`${KEYS}/${id}/rotate`, { overlap_ms: 0 }, admin);
    expect((await gateway.get(STATUS, bearer(last.body.secret))).status).toBe(200);
    const refused = await gateway.get(STATUS, bearer(next.body.secret));
    expect(refused).toMatchObject({ status: 401, body: { code: 'key_rotated' } });
    expect((await gateway.get(STATUS, bearer(secret))).body.code).toBe('unauthorized');
  });

  it('says why it is refused once it is revoked or has expired, to its holder alone', async () => {
    const { id, secret } = await make('leaver', 'viewer');
    await revoke(id);
    expect((await gateway.get(STATUS, bearer(secret))).body).toMatchObject({
      code: 'key_revoked',
      message: expect.stringMatching(/^Key leaver was revoked at 2/),
    });
    const ending = await make('guest', 'viewer', { expires_at: new Date(Date.now() + 1_500).toISOString() });
    await until('the key expires', async () => {
      const { body } = await gateway.get(STATUS, bearer(ending.secret));
      return body.code === 'key_expired' && body.message.startsWith('Key guest expired at 2');
    });
    const stranger = await gateway.get(STATUS, bearer(`${secret.slice(0, -1)}_`));
    expect(stranger).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(stranger.body.message).toMatch(/^Invalid key: its checksum is wrong/);
    expect(await audit('actor=leaver')).toMatchObject([
      { action: 'access.key_revoked', summary: 'Refused: key revoked', outcome: 'refused' },
    ]);
  });

  it('signs in to the console, which says who it is, until it is revoked', async () => {
    const { id, secret } = await make('ana', 'operator');
    const signedIn = await gateway.post('/api/console/login', { key: secret });
    const cookie = { cookie: signedIn.headers.get('set-cookie')!.split(';')[0]! };
    const session = async () => (await gateway.get('/api/console/session', cookie)).body.session;
    expect(await session()).toMatchObject({ authenticated: true, role: 'operator', name: 'ana' });
    const stream = await fetch(`${gateway.url}/api/webhooks/stream`, { headers: cookie });
    const ofKey = await fetch(`${gateway.url}/api/webhooks/stream`, { headers: bearer(secret) });
    await revoke(id);
    expect(await session()).toMatchObject({ authenticated: false, role: null, name: null });
    await Promise.all([stream.text(), ofKey.text()]);
    const refused = await gateway.post('/api/console/login', { key: secret });
    expect(refused).toMatchObject({ status: 401, body: { code: 'key_revoked' } });
  });

  it.each([
    [{ role: 'emit' }, 400, 'name'],
    [{ name: 'x', role: 'root' }, 400, 'role'],
    [{ name: 'env-admin-1', role: 'viewer' }, 400, 'name'],
    [{ name: '=cmd', role: 'viewer' }, 400, 'name'],
    [{ name: 'x', role: 'viewer', rate: 0 }, 400, 'rate'],
    [{ name: 'x', role: 'viewer', types: ['job.*'] }, 422, 'types'],
    [{ name: 'x', role: 'viewer', expires_at: '2020-01-01T00:00:00Z' }, 422, 'expires_at'],
    [{ name: 'x', role: 'viewer', key: 'mine' }, 400, 'key'],
  ])('is not made of %j: %i names %s', async (body, status, field) => {
    const answer = await gateway.post(KEYS, body, admin);
    expect(answer).toMatchObject({ status, body: { errors: [{ field }] } });
  });

  it('cannot have the name of another', async () => {
    await make('taken', 'viewer');
    const again = await gateway.post(KEYS, { name: 'taken', role: 'emit' }, admin);
    expect(again).toMatchObject({ status: 409, body: { code: 'name_taken' } });
  });
});

describe('The audit log', () => {
  it('names the key, says the action in words, and notes old and new values', async () => {
    const { id, secret } = await make('ben', 'admin');
    const created = await gateway.post(
      '/api/webhooks/endpoints',
      { url: 'https://a.invalid/hook', name: 'Jobs', headers: { 'X-Key': 'hunter2' } },
      bearer(secret),
    );
    const endpoint = `/api/webhooks/endpoints/${created.body.endpoint.id}`;
    await gateway.request('PATCH', endpoint, {
      headers: { ...bearer(secret), 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Video jobs', events: ['job.*'], headers: { 'X-Key': 'hunter3' } }),
    });
    await gateway.post(`${endpoint}/pause`, {}, bearer(secret));
    const [paused, changed] = await audit('actor=ben');
    expect(paused).toMatchObject({
      action: 'endpoints.pause',
      summary: 'Endpoint paused',
      detail: { changes: { state: { from: 'enabled', to: 'paused' } } },
    });
    expect(changed).toMatchObject({ summary: 'Endpoint changed', actor: 'ben', outcome: 'done' });
    expect(changed.detail.changes).toEqual({
      name: { from: 'Jobs', to: 'Video jobs' },
      events: { from: ['job.completed', 'job.failed'], to: ['job.*'] },
      headers: 'changed',
    });
    await patch(id, { rate: 500 });
    const [key] = await audit(`target=${id}&action=keys.*`);
    expect(key.detail).toMatchObject({ name: 'ben', changes: { rate: { from: null, to: 500 } } });
    expect(JSON.stringify([paused, changed, key])).not.toMatch(/hunter|gwk_/);
  });

  it('is exported whole as CSV and as NDJSON, with the same filters', async () => {
    const { secret } = await make('exporter', 'viewer');
    await gateway.post('/api/webhooks/mutes', { for: '1s' }, bearer(secret));
    const filter = 'actor=exporter&outcome=refused';
    const read = async (format: string) => {
      const url = `${gateway.url}/api/webhooks/audit/export?format=${format}&${filter}`;
      const answer = await fetch(url, { headers: admin });
      expect(answer.headers.get('content-disposition')).toMatch(
        new RegExp(String.raw`^attachment; filename="audit-[\d-]{10}T\d{4}\.${format}"$`),
      );
      return answer.text();
    };
    await until('the refusal is stored', async () => (await read('ndjson')) !== '');
    const lines = (await read('csv')).trim().split('\r\n');
    expect(lines[0]).toBe('id,at,actor,action,summary,target,outcome,address,detail');
    expect(lines[1]).toContain(
      ',exporter,access.forbidden,Refused: the role does not allow it,,refused,127.0.0.1,',
    );
    expect(lines).toHaveLength(2);
    expect(JSON.parse(await read('ndjson'))).toMatchObject({ actor: 'exporter', detail: { role: 'viewer' } });
  });
});

describe('Data of a person', () => {
  const person = 'ana.person@mail.invalid';
  const report = (job: string) =>
    gateway.trigger({ event: 'job.completed', data: { job_id: job, user: { email: person } } }, admin);

  it('is masked where it is shown, and reaches the endpoint', async () => {
    const sent = await report('masked-job');
    await until('the event arrives', () => receiver.requests.some(({ body }) => body.includes('masked-job')));
    expect(receiver.requests.find(({ body }) => body.includes('masked-job'))!.body).toContain(person);
    const delivery = sent.deliveries.find((one: Json) => one.webhook_id === 'webhook_1');
    const path = `/api/webhooks/deliveries/${delivery.delivery_id}`;
    const detail = await until('the delivery is settled', async () => {
      const { body } = await gateway.get(path, admin);
      return body.delivery.state === 'delivered' && body.delivery;
    });
    expect(detail).toMatchObject({
      data: { user: { email: '***' } },
      history: [
        { request: { exact: false, body_exact: false }, request_note: expect.stringContaining('masked') },
      ],
    });
    const event = await gateway.get(`/api/webhooks/events/${sent.event_id}`, admin);
    expect(event.body.event.data.user).toEqual({ email: '***' });
    const preview = await gateway.post(
      '/api/webhooks/endpoints/webhook_1/preview',
      { event_id: sent.event_id },
      admin,
    );
    expect(preview.status).toBe(200);
    expect(JSON.stringify([detail, event.body, preview.body])).not.toContain(person);
  });

  it('is not told by queries, suggestions or filters that are tried', async () => {
    await report('asked-for-job');
    const { secret } = await make('curious', 'viewer');
    const viewer = bearer(secret);
    const query = (q: string) => gateway.get(`/api/webhooks/events?q=${encodeURIComponent(q)}`, viewer);
    for (const q of ['data.user.email:ana*', '-data.user.email:*'])
      expect(await query(q)).toMatchObject({
        status: 400,
        body: { errors: [{ message: expect.stringContaining('masked by WEBHOOK_REDACT_FIELDS') }] },
      });
    expect((await query(person)).body.events).toEqual([]);
    expect((await query('asked-for-job')).body.events).toHaveLength(1);
    const { body: words } = await gateway.get('/api/webhooks/query-fields', viewer);
    expect(words.paths.map(({ path }: Json) => path)).not.toContain('data.user.email');
    expect(JSON.stringify(words)).not.toContain(person);
    const filter = { 'data.user.email': person };
    const tried = await gateway.post(
      '/api/webhooks/endpoints/check-filter',
      { filter, events: ['job.*'] },
      viewer,
    );
    const note = 'data.user.email is masked by WEBHOOK_REDACT_FIELDS: the filter was tried on the mask';
    expect(tried.body.filter_check).toMatchObject({ matched: 0, summary: expect.stringContaining(note) });
    const draft = { url: receiver.url('/compared'), events: ['compared.*'] };
    const { id } = (await gateway.post('/api/webhooks/endpoints', draft, admin)).body.endpoint;
    const event = (await query('asked-for-job')).body.events[0].id;
    const compare = async (changes: object) =>
      (await gateway.post(`/api/webhooks/endpoints/${id}/compare`, { changes, event_id: event }, admin)).body
        .comparison;
    const compared = await compare({ filter, events: ['job.*'] });
    expect(compared.after.sent).toBe(0);
    expect(compared.summary).toContain(note);
    expect(compared.previews.after).toMatchObject({ matches: false });
    const unequal = await compare({ filter: { 'data.user.email': { $ne: person } }, events: ['job.*'] });
    expect(unequal.after).toMatchObject({ sent: unequal.examined, skipped: 0 });
    expect(unequal.previews.after).toMatchObject({ matches: true, reason: null });
    expect((await compare({ events: ['*'] })).summary).not.toContain(note);
    const endpoint = { url: 'https://a.invalid/hook', filter };
    const preview = { endpoint, event_id: event };
    const shown = await gateway.post('/api/webhooks/endpoints/preview', preview, viewer);
    expect(shown).toMatchObject({ status: 200, body: { preview: { matches: false } } });
  });

  it('is erased with its job, by admins alone, and the audit log keeps a digest', async () => {
    await report('erased-job');
    const { secret } = await make('no-eraser', 'operator');
    const request = { job_id: 'erased-job', reason: 'asked for' };
    expect((await gateway.post('/api/webhooks/erasures', request, bearer(secret))).status).toBe(403);
    const dry = await gateway.post('/api/webhooks/erasures', { ...request, dry_run: true }, admin);
    expect(dry).toMatchObject({ status: 200, body: { dry_run: true, counts: { events: 1, deliveries: 2 } } });
    const begun = await gateway.post('/api/webhooks/erasures', request, admin);
    expect(begun.status).toBe(202);
    const { id, job_digest: digest } = begun.body.erasure;
    const done = await until('the erasure is done', async () => {
      const { body } = await gateway.get(`/api/webhooks/erasures/${id}`, admin);
      return body.erasure.state === 'done' && body.erasure;
    });
    expect(done).toMatchObject({ erased: { events: 1, deliveries: 2 }, reason: 'asked for' });
    expect((await gateway.get('/api/webhooks/jobs/erased-job', admin)).status).toBe(404);
    const entries = await audit('action=erasures.*');
    expect(entries[0]).toMatchObject({
      summary: 'Erasure of a job started',
      target: id,
      detail: { job_digest: digest, reason: 'asked for', counts: { events: 1 } },
    });
    expect(JSON.stringify(entries)).not.toContain('erased-job');
  });

  it('is erased where the gateway holds its job in memory: mutes, last errors of endpoints, words for queries', async () => {
    const job = 'remembered-job';
    const refusing = await stage.receiver(() => ({ status: 400, body: `${job} is unknown` }));
    const url = `slack+${refusing.url('/services/T/B/x')}`;
    await gateway.post('/api/webhooks/endpoints', { url, events: ['remembered.*'] }, admin);
    const holdsJob = async (of: string) =>
      JSON.stringify((await gateway.get(`/api/webhooks/${of}`, admin)).body).includes(job);
    const remembered = () => Promise.all(['mutes', 'endpoints'].map(holdsJob));
    await gateway.trigger({ event: 'remembered.failed', data: { job_id: job } }, admin);
    const mute = { for: '1h', filter: { job_id: job }, reason: `${job} is loud` };
    expect((await gateway.post('/api/webhooks/mutes', mute, admin)).status).toBe(201);
    await until('the gateway remembers the job', async () => (await remembered()).every(Boolean));
    await until('the job is suggested to queries', () => holdsJob('query-fields'));
    const { body } = await gateway.post(
      '/api/webhooks/erasures',
      { job_id: job, reason: 'asked for' },
      admin,
    );
    await until('the erasure is done', async () => {
      const answer = await gateway.get(`/api/webhooks/erasures/${body.erasure.id}`, admin);
      return answer.body.erasure.state === 'done';
    });
    expect(await holdsJob('query-fields')).toBe(false);
    await until('the gateway has forgotten the job', async () => !(await remembered()).some(Boolean));
  });

  it('is erased by the path of its job, too, which the audit log does not repeat', async () => {
    await report('erased/by path');
    const erase = `/api/webhooks/jobs/${encodeURIComponent('erased/by path')}/erase`;
    const dry = await gateway.post(erase, { reason: 'asked for', dry_run: true }, admin);
    expect(dry).toMatchObject({ status: 200, body: { counts: { events: 1 } } });
    const begun = await gateway.post(erase, { reason: 'asked for' }, admin);
    expect(begun.status).toBe(202);
    expect((await gateway.post(erase, {}, admin)).body.errors).toEqual([
      expect.objectContaining({ field: 'reason' }),
    ]);
    const long = `/api/webhooks/jobs/${'x'.repeat(201)}/erase`;
    expect((await gateway.post(long, { reason: 'x' }, admin)).status).toBe(400);
    const [refused, entry] = (await audit('action=erasures.*&limit=3')).slice(1);
    expect(refused).toMatchObject({ outcome: 'refused', target: null });
    expect(entry).toMatchObject({ summary: 'Erasure of a job started', target: begun.body.erasure.id });
    expect(JSON.stringify(await audit(''))).not.toContain('by path');
  });
});

describe('Exports', () => {
  const open = (key: string) =>
    fetch(`${gateway.url}/api/webhooks/export/events.ndjson`, { headers: bearer(key) });

  it('are bounded in number also where many begin at the same time, and are free again afterwards', async () => {
    const { secret } = await make('hoarder', 'viewer');
    const events = Array.from({ length: 100 }, (_, n) => ({
      event: 'never.sent',
      data: { job_id: `export-${n}-${'x'.repeat(150)}` },
    }));
    await Promise.all(
      Array.from({ length: 80 }, () => gateway.post('/api/webhooks/events', { events }, admin)),
    );
    const answers = await Promise.all(Array.from({ length: 24 }, () => open(secret)));
    const sent = answers.filter(({ status }) => status === 200);
    expect(sent.length).toBeLessThanOrEqual(8);
    for (const answer of answers) await answer.body!.cancel();
    await until('an export is free', async () => {
      const { status, body } = await open(secret);
      await body!.cancel();
      return status === 200;
    });
  });

  it('end with the key that asked for them', async () => {
    const { id, secret } = await make('leaving', 'viewer');
    const answer = await until('an export is free', async () => {
      const given = await open(secret);
      if (given.status === 200) return given;
      await given.body!.cancel();
      return undefined;
    });
    await revoke(id);
    await expect(answer.text()).rejects.toThrow();
  });
});

describe('Roles', () => {
  const description = new ApiDescription();

  it.each(ROLES)('open the routes of the table for %s, and no others', async (role) => {
    const { secret } = await make(`walker-${role}`, role);
    const wrong: string[] = [];
    for (const { method, path, spec } of description.operations) {
      const sends = 'requestBody' in spec;
      const route = `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
      const allowed = opens(role, ROUTE_ROLES[route]!);
      const at = path.replaceAll(/\{\w+\}/g, 'nothing');
      const abort = new AbortController();
      const { status } = await fetch(`${gateway.url}${at}`, {
        method,
        headers: { ...bearer(secret), ...(sends && { 'content-type': 'application/json' }) },
        // Refused as malformed where it gets that far: nothing is changed.
        ...(sends && { body: '[]' }),
        signal: abort.signal,
      });
      abort.abort();
      if ((status === 403) === allowed || status === 401 || status >= 500)
        if (!path.startsWith('/api/console/')) wrong.push(`${route}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });
});
