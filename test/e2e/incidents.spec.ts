import { describe, expect, it } from '@jest/globals';
import { DiscordChannel } from '../support/discord-channel.js';
import type { GatewayProcess, Json } from '../support/gateway-process.js';
import type { Answer, Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { TimeOfDay } from '../support/time-of-day.js';
import { until } from '../support/until.js';

const ENV = {
  WEBHOOK_ALLOW_NETWORKS: 'loopback',
  WEBHOOK_URLS: '',
  WEBHOOK_BREAKER_FAILURES: '1',
  WEBHOOK_BREAKER_PAUSE: '1h',
};
const SLOW_DOWN: Answer = { status: 429, headers: { 'retry-after': '0' } };

const told = ({ requests }: Receiver): { event: string; data: Json }[] =>
  requests.map(({ body }) => JSON.parse(body) as { event: string; data: Json });

/** Reads the open and closed incidents of a gateway. */
async function incidentsOf(gateway: GatewayProcess, query = ''): Promise<Json[]> {
  const { status, body } = await gateway.get(`/api/webhooks/incidents${query}`);
  expect(status).toBe(200);
  return body.incidents as Json[];
}

/** Waits for the first incident to be as expected. */
async function firstIs(gateway: GatewayProcess, expected: (incident: Json) => boolean): Promise<Json> {
  let last: Json | undefined;
  return until(
    () => `the incident is ${JSON.stringify(last)}`,
    async () => {
      [last] = await incidentsOf(gateway);
      return last && expected(last) ? last : null;
    },
    30_000,
  );
}

describe('The trouble of an endpoint', () => {
  it('is one incident and one message in a live channel, from failing over a restart to repaired', async () => {
    await using stage = new Stage();
    let answer: Answer = SLOW_DOWN;
    const sick = await stage.receiver(() => answer);
    const channel = new DiscordChannel();
    const chat = await stage.receiver(channel.behaviour);
    const app = await stage.receiver();
    const first = await stage.gateway(ENV);
    const add = (endpoint: object) => first.post('/api/webhooks/endpoints', endpoint);
    const { body } = await add({ name: 'CRM', url: sick.url(), events: ['job.*'], max_retries: 0 });
    const crm = body.endpoint as Json;
    const live = { url: DiscordChannel.url(chat.url('')), conversation: 'live' };
    await add({ name: 'ops', events: ['webhook.*'], ...live });
    await add({ name: 'app', events: ['webhook.*'], url: app.url() });
    const trigger = (on: GatewayProcess, n: number) =>
      on.trigger({ event: 'job.completed', data: { job_id: `j${n}` } }, { prefer: 'wait=20' });

    // Deliveries that exhaust: told once as the incident opens, whatever their number.
    for (let n = 0; n < 2; n++) await trigger(first, n);
    const opened = await firstIs(first, ({ failed }) => failed === 2);
    expect(opened).toMatchObject({
      webhook_id: crm.webhook_id,
      endpoint_name: 'CRM',
      state: 'open',
      phase: 'exhausted',
      failed_now: 2,
      repaired: 0,
      held: 0,
      closed_at: null,
      cause: { code: 'HTTP_429', status: 429, summary: 'The receiver limits the rate of requests.' },
      first_attempt: { number: 1, status: 429, event: 'job.completed', job_id: 'j0' },
      last_attempt: { number: 1, job_id: 'j1' },
    });
    await until('the channel shows it', () => channel.posted.length === 1);
    const [message] = channel.posted;
    expect(message!.said[0]).toMatch(/(Delivery|deliveries) failed/);

    // A restart in the middle changes nothing, and tells nobody again.
    await first.end('SIGKILL');
    const second = await stage.gateway(ENV);
    expect((await incidentsOf(second)).map(({ id }) => id)).toEqual([opened.id]);

    // Another cause is another incident, with a message of its own: its circuit opens.
    answer = 500;
    await trigger(second, 3);
    const failing = await firstIs(second, ({ phase }) => phase === 'failing');
    expect(failing).toMatchObject({ cause: { code: 'HTTP_500' }, failed_now: 1 });
    expect(failing.next_probe_at).not.toBeNull();
    await second.trigger({ event: 'job.completed', data: { job_id: 'held' } });
    await firstIs(second, ({ held }) => held === 1);
    // On a slow machine the delivery may be told of before its circuit is.
    const circuit = await until('the channel shows the circuit', () =>
      channel.posted.slice(1).find(({ said }) => said.at(-1)!.includes('Endpoint failing')),
    );
    expect(circuit.body).toContain('HTTP 500 response');
    expect(circuit.body).toContain('fix the receiver');
    expect(circuit.body).toContain('nothing is lost');

    const note = { note: 'The receiver is being restarted.' };
    const acknowledged = await second.post(`/api/webhooks/incidents/${failing.id}/acknowledge`, note);
    expect(acknowledged.body.incident).toMatchObject({ ...note, acknowledged_by: 'loopback' });
    await until('the channel shows it', () => circuit.body.includes('acknowledged'));

    // The endpoint recovers: the message says so, and that deliveries are still failed.
    answer = 200;
    await second.post(`/api/webhooks/endpoints/${crm.webhook_id}/probe`, { with: 'delivery' });
    await firstIs(second, ({ phase }) => phase === 'exhausted');
    await until('the message is edited', () => circuit.said.at(-1)!.includes('Endpoint recovered'));
    expect(circuit.body).toContain('1** delivery failed');

    // Repaired by a redelivery: both incidents close by themselves.
    await second.post('/api/webhooks/deliveries/redeliver', {
      filter: { state: 'failed', endpoint: crm.webhook_id },
    });
    await until(
      'both are closed',
      async () => (await incidentsOf(second, '?state=open')).length === 0,
      30_000,
    );
    await until('both messages say so', () =>
      [message, circuit].every((one) => one!.said.at(-1)!.includes('Incident closed')),
    );
    expect(circuit.said.slice(-4).map((text) => text.split(':')[0])).toEqual([
      expect.stringContaining('Endpoint failing'),
      expect.stringContaining('Endpoint still failing'),
      expect.stringContaining('Endpoint recovered'),
      expect.stringContaining('Incident closed'),
    ]);

    // An application gets each change of phase once, under the id of the incident.
    await app.until(() => told(app).filter(({ event }) => event.endsWith('closed')).length === 2);
    const ofIncident = (id: string) =>
      told(app)
        .filter(({ data }) => data.incident_id === id)
        .map(({ event, data }) => [event.slice('webhook.'.length), data.failed, data.lost]);
    // Once as it opened, with what had failed until then, and at its end.
    expect([ofIncident(opened.id)[0], ofIncident(opened.id).at(-1)]).toEqual([
      ['delivery_exhausted', expect.any(Number), 0],
      ['incident_closed', 0, 0],
    ]);
    expect(ofIncident(opened.id).length).toBeLessThanOrEqual(3);
    expect(ofIncident(failing.id).slice(-3)).toEqual([
      ['endpoint_failing', 1, 0],
      ['endpoint_recovered', 1, 0],
      ['incident_closed', 0, 0],
    ]);
    const closed = (await second.get(`/api/webhooks/incidents/${failing.id}`)).body.incident as Json;
    expect(closed).toMatchObject({
      state: 'closed',
      closed_by: 'repaired',
      failed: 1,
      failed_now: 0,
      repaired: 1,
      ...note,
      timeline: expect.arrayContaining([
        expect.objectContaining({ kind: 'failing', text: 'HTTP 500 response' }),
        expect.objectContaining({ kind: 'failed', count: 1 }),
        expect.objectContaining({ kind: 'acknowledged', by: 'loopback', text: note.note }),
        expect.objectContaining({ kind: 'recovered' }),
        expect.objectContaining({ kind: 'closed' }),
      ]),
    });
    const { entries } = (await second.get('/api/webhooks/audit')).body as Json;
    expect(entries).toContainEqual(
      expect.objectContaining({ action: 'incidents.acknowledge', target: failing.id }),
    );
    const pages = await second.get(
      '/api/webhooks/incidents?limit=1&cause=HTTP_500,HTTP_429&endpoint=CRM-unknown',
    );
    expect([pages.status, pages.body.errors[0].field]).toEqual([400, 'endpoint']);
    expect((await incidentsOf(second, '?cause=HTTP_429')).map(({ id }) => id)).toEqual([opened.id]);
    // Each incident leads to its own deliveries, also once they are repaired.
    const jobsOf = async (id: string): Promise<string[]> => {
      const { deliveries } = (await second.get(`/api/webhooks/deliveries?incident=${id}`)).body as Json;
      return deliveries.map(({ job_id: job, state }: Json) => `${job} ${state}`);
    };
    expect(await jobsOf(opened.id)).toEqual(['j1 delivered', 'j0 delivered']);
    expect(await jobsOf(failing.id)).toEqual(['j3 delivered']);
    const dry = { filter: { state: 'delivered', incident: failing.id }, dry_run: true };
    expect((await second.post('/api/webhooks/deliveries/redeliver', dry)).body).toMatchObject({ count: 1 });
  }, 120_000);

  it('stays one incident as the gateway disables the endpoint, and closes as it is enabled', async () => {
    await using stage = new Stage();
    let answer: Answer = 410;
    const gone = await stage.receiver(() => answer);
    const channel = new DiscordChannel();
    const chat = await stage.receiver(channel.behaviour);
    const gateway = await stage.gateway(ENV);
    const { body } = await gateway.post('/api/webhooks/endpoints', { url: gone.url(), events: ['job.*'] });
    const live = { url: DiscordChannel.url(chat.url('')), conversation: 'live', events: ['webhook.*'] };
    await gateway.post('/api/webhooks/endpoints', live);
    await gateway.trigger({ event: 'job.completed', data: {} });
    const incident = await firstIs(gateway, ({ phase }) => phase === 'disabled');
    expect(incident).toMatchObject({
      cause: { code: 'HTTP_410', next_step: expect.stringContaining('Replace') },
    });
    await until('the channel shows it', () => channel.posted.length === 1);
    answer = 200;
    await gateway.post(`/api/webhooks/endpoints/${body.endpoint.id}/enable`, {});
    const after = await firstIs(gateway, ({ phase }) => phase === 'exhausted');
    expect(after).toMatchObject({ id: incident.id, failed_now: 1 });
    await gateway.post('/api/webhooks/deliveries/redeliver', { filter: { state: 'failed' } });
    await firstIs(gateway, ({ closed_by: by }) => by === 'repaired');
    await until('the message says so', () => channel.posted[0]!.said.at(-1)!.includes('Incident closed'));
    // Disabling by hand is no incident.
    await gateway.post(`/api/webhooks/endpoints/${body.endpoint.id}/disable`, {});
    expect(await incidentsOf(gateway, '?state=open')).toEqual([]);
    expect(channel.posted).toHaveLength(1);
  }, 90_000);

  it('ends with the endpoint, which is told by its name, and not as recovered', async () => {
    await using stage = new Stage();
    const sick = await stage.receiver(() => 500);
    const channel = new DiscordChannel();
    const chat = await stage.receiver(channel.behaviour);
    const gateway = await stage.gateway(ENV);
    const crm = { name: 'CRM', url: sick.url(), events: ['job.*'], max_retries: 0 };
    const { body } = await gateway.post('/api/webhooks/endpoints', crm);
    const live = { url: DiscordChannel.url(chat.url('')), conversation: 'live', events: ['webhook.*'] };
    await gateway.post('/api/webhooks/endpoints', live);
    await gateway.trigger({ event: 'job.completed', data: { job_id: 'j1' } });
    await until('the channel shows that it fails', () =>
      channel.posted.some(({ said }) => said.at(-1)!.includes('Endpoint failing')),
    );
    await gateway.request('DELETE', `/api/webhooks/endpoints/${body.endpoint.webhook_id}`);
    const closed = await firstIs(gateway, ({ closed_by: by }) => by === 'removed');
    expect(closed).toMatchObject({ endpoint_name: 'CRM', endpoint_deleted: true });
    await until('the message says so', () => channel.posted[0]!.said.at(-1)!.includes('Incident closed'));
    expect(channel.posted).toHaveLength(1);
    expect(channel.posted[0]!.said.at(-1)).toContain('CRM');
    expect(channel.posted[0]!.said.join()).not.toContain('recovered');
    expect(channel.posted[0]!.body).toContain('the endpoint was deleted');
  }, 90_000);

  it('brings its message up to date after a failed probe and an acknowledgement where messages are edited, and tells no other endpoint', async () => {
    await using stage = new Stage();
    const sick = await stage.receiver(() => 503);
    const channel = new DiscordChannel();
    const chat = await stage.receiver(channel.behaviour);
    const app = await stage.receiver();
    const clock = new TimeOfDay(stage.folder);
    const gateway = await stage.gateway({ ...ENV, ...clock.env });
    const { body } = await gateway.post('/api/webhooks/endpoints', {
      name: 'CRM',
      url: sick.url(),
      events: ['job.*'],
    });
    const live = { url: DiscordChannel.url(chat.url('')), conversation: 'live', events: ['webhook.*'] };
    await gateway.post('/api/webhooks/endpoints', live);
    await gateway.post('/api/webhooks/endpoints', { url: app.url(), events: ['webhook.*'] });
    await gateway.trigger({ event: 'job.completed', data: { job_id: 'j1' } });
    await until('the channel shows it', () => channel.posted.length === 1);
    const [message] = channel.posted;
    expect(message!.said[0]).toContain('Endpoint failing');
    await gateway.trigger({ event: 'job.completed', data: { job_id: 'j2' } });

    await clock.jump(gateway, 61_000);
    const probe = { with: 'delivery' };
    await gateway.post(`/api/webhooks/endpoints/${body.endpoint.webhook_id}/probe`, probe);
    await until('the message is edited', () => message!.said.length === 2);
    expect(message!.said[1]).toContain('Endpoint still failing');
    expect(message!.body).toContain('2 on hold, none lost');
    expect(message!.body).toContain('**2** failures');
    const { body: events } = await gateway.get('/api/webhooks/events?type=webhook.endpoint_still_failing');
    expect(events.events).toHaveLength(1);
    await app.until(() => told(app).length > 0);
    const { id } = await firstIs(gateway, ({ phase }) => phase === 'failing');
    await gateway.post(`/api/webhooks/incidents/${id}/acknowledge`, {});
    await until('the message is edited again', () => message!.said.length === 3);
    expect(message!.body).toContain('acknowledged');
    expect(told(app).map(({ event }) => event)).toEqual(['webhook.endpoint_failing']);
    expect(channel.posted).toHaveLength(1);
  }, 90_000);
});
