import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ApiDescription } from '../support/api-description.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forEachTest();
const PATH = '/api/webhooks/endpoints';
const key = (): string => randomBytes(32).toString('base64');

const SECRETS = {
  slack: 'SLACKTOKENabcdefgh123456',
  discord: 'DISCORDTOKEN-abcdefgh_987654',
  query: 'QUERYTOKEN-5555-of-a-test',
  signing: 'SIGNINGKEY-a-secret-nobody-may-see',
  rotated: 'ROTATEDKEY-a-secret-nobody-may-see',
  header: 'HEADERVALUE-0123456789',
} as const;

const leaked = (text: string) => Object.values(SECRETS).filter((secret) => text.includes(secret));

/** A refusal as Discord, or a proxy before it, may word it: with the path, and so with the token. */
const refused = (status: number, code: number, path: string) => ({
  status,
  body: JSON.stringify({ code, message: `Invalid request to ${path}` }),
});

/** The contents of the database's files on the disk. */
const onDisk = () =>
  readdirSync(stage.folder.file('data'))
    .filter((name) => name.startsWith('gateway.db'))
    .map((name) => readFileSync(stage.folder.file(`data/${name}`)).toString('latin1'))
    .join('\n');

describe('Secrets of endpoints', () => {
  it('appear in no file, log line or answer, whatever happens to the endpoint', async () => {
    // The receiver's answer repeats what it was sent.
    const receiver = await stage.receiver(({ path, headers, body }) => {
      if (path.startsWith('/api/webhooks/42/')) return refused(400, 50035, path);
      if (path.startsWith('/api/webhooks/43/')) return refused(404, 10015, path);
      return { status: 500, body: `${path} ${JSON.stringify(headers)} ${body}` };
    });
    const gateway = await stage.gateway({
      WEBHOOK_URLS: receiver.url(),
      WEBHOOK_EVENTS: 'none.at_all',
      WEBHOOK_MAX_RETRIES: '1',
      LOG_LEVEL: 'trace',
    });
    const answers: unknown[] = [];
    const call = async (method: string, path: string, body?: object) => {
      const answer = await gateway.request(method, path, {
        ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      answers.push(answer.body);
      return answer.body;
    };
    const headers = { Authorization: `Bearer ${SECRETS.header}` };
    const requests = [
      { url: `slack+${receiver.url(`/services/T0/B0/${SECRETS.slack}`)}`, events: ['*'] },
      { url: `discord+${receiver.url(`/api/webhooks/42/${SECRETS.discord}`)}`, events: ['*'] },
      { url: receiver.url(`/hook?token=${SECRETS.query}`), events: ['*', 'webhook.*'], headers },
      { url: `discord+${receiver.url(`/api/webhooks/43/${SECRETS.discord}`)}`, events: ['*'] },
    ];
    for (const request of requests) await call('POST', `${PATH}/check`, request);
    for (const endpoint of requests) await call('POST', `${PATH}/preview`, { endpoint });
    for (const request of requests) await call('POST', PATH, request);
    const shown = await gateway.post(PATH, { ...requests[2], secret: SECRETS.signing });
    expect(shown.body.secret).toBe(SECRETS.signing);
    const { id } = shown.body.endpoint;
    const rotated = await gateway.post(`${PATH}/${id}/rotate-secret`, { secret: SECRETS.rotated });
    expect(leaked(JSON.stringify(rotated.body))).toEqual([SECRETS.rotated]);
    for (const name of ['webhook_2', 'webhook_3', 'webhook_4', id]) {
      for (const action of ['test', 'preview', 'disable', 'enable'])
        await call('POST', `${PATH}/${name}/${action}`, {});
      await call('PATCH', `${PATH}/${name}`, { url: `ftp://${SECRETS.query}` });
      await call('PATCH', `${PATH}/${name}`, { secret: `${SECRETS.signing}\n` });
      await call('PATCH', `${PATH}/${name}`, { name: `Renamed ${name}` });
    }
    answers.push(await gateway.trigger({ event: 'job.completed' }, { prefer: 'wait=20' }));
    await gateway.said(/webhook_5 is disabled: HTTP 404 response: Invalid request/);
    await until('the system event is stored', () =>
      stage.rows("select id from events where type = 'webhook.endpoint_disabled'").at(0),
    );
    await call('GET', PATH);
    await call('GET', `/api/webhooks/status`);
    await call('GET', '/metrics');
    const { deliveries } = await call('GET', '/api/webhooks/deliveries');
    expect(deliveries.length).toBeGreaterThanOrEqual(4);
    for (const { id: of } of deliveries) {
      await call('GET', `/api/webhooks/deliveries/${of}`);
      await call('POST', `/api/webhooks/deliveries/${of}/redeliver`, {});
    }
    for (const path of [
      'events',
      `events/${deliveries[0].event_id}`,
      'stats',
      'audit',
      'operations',
      'adapters',
    ])
      await call('GET', `/api/webhooks/${path}`);
    await call('DELETE', `${PATH}/webhook_2`);
    expect(stage.rows('select * from attempts').length).toBeGreaterThanOrEqual(4);
    expect(leaked(JSON.stringify(answers))).toEqual([]);
    expect(leaked(onDisk())).toEqual([]);
    await gateway.end();
    expect(leaked([...gateway.lines, ...gateway.errors].join('\n'))).toEqual([]);
    expect(leaked(onDisk())).toEqual([]);
    expect(stage.modeOf('data/webhook-encryption.key')).toBe(0o600);
  }, 60_000);

  it('survive a change of the encryption key, and a start with a wrong one', async () => {
    const receiver = await stage.receiver();
    const [one, two] = [key(), key()];
    const env = { WEBHOOK_URLS: receiver.url('/own'), WEBHOOK_EVENTS: 'none.at_all' };
    const start = (keys: string, over = {}) =>
      stage.gateway({ ...env, WEBHOOK_ENCRYPTION_KEY: keys, ...over });
    const first = await start(one);
    await first.post(PATH, { url: receiver.url('/defined'), events: ['*'], headers: { 'X-Kept': 'kept' } });
    await first.end();

    const changed = await start(`${two},${one}`);
    expect((await changed.trigger({ event: 'a.b' }, { prefer: 'wait=20' })).results.successful).toBe(1);
    await changed.end();

    // The old key is gone, and an URL more stands in the environment: it takes the name.
    const later = await start(two, { WEBHOOK_URLS: `${receiver.url('/own')},${receiver.url('/second')}` });
    await later.said(/webhook_2 was renamed to webhook_3/);
    const { deliveries } = await later.trigger({ event: 'a.b' }, { prefer: 'wait=20' });
    expect(deliveries).toMatchObject([{ webhook_id: 'webhook_3' }]);
    expect(receiver.requests.at(-1)).toMatchObject({ path: '/defined', headers: { 'x-kept': 'kept' } });
    await later.end();

    const wrong = await start(key());
    await wrong.said(/webhook_3 is disabled: its secrets cannot be decrypted with WEBHOOK_ENCRYPTION_KEY/);
    const reason = expect.stringContaining('cannot be decrypted');
    expect((await wrong.get(`${PATH}/webhook_3`)).body.endpoint).toMatchObject({
      state: 'disabled',
      disabled_reason: reason,
      url: receiver.url('/defined'),
    });
    expect((await wrong.trigger({ event: 'a.b' })).results.total).toBe(0);
    const api = new ApiDescription();
    for (const [action, operation] of [
      ['enable', 'enableEndpoint'],
      ['test', 'testEndpoint'],
      ['rotate-secret', 'rotateSecret'],
    ] as const) {
      const refused = await wrong.post(`${PATH}/webhook_3/${action}`, {});
      expect(refused.status).toBe(409);
      expect(api.faultsOf(api.operation(operation), refused)).toEqual([]);
    }
    const body = JSON.stringify({ url: receiver.url('/anew') });
    const json = { 'content-type': 'application/json' };
    const anew = await wrong.request('PATCH', `${PATH}/webhook_3`, { body, headers: json });
    expect(anew.body.endpoint).toMatchObject({ state: 'enabled', url: receiver.url('/anew'), events: ['*'] });
    await wrong.trigger({ event: 'a.b' });
    await until('it is sent', () => receiver.requests.find(({ path }) => path === '/anew'));
  }, 90_000);
});
