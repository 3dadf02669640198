import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import { DEFAULT_MESSAGE, type Detail } from '../../modules/model/message-options.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import { optionsOf } from '../../modules/endpoints/definitions/options.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { maskUrl, recognise } from '../registry.js';
import { SAMPLES } from '../samples.js';
import { opsgenie } from './opsgenie.adapter.js';
import type { OpsgenieAlert, OpsgenieChange } from './opsgenie-message.js';
import type { OpsgenieOptions } from './opsgenie-options.js';

const KEY = '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9';
const ALERTS = 'https://api.atlassian.com/jsm/ops/integration/v2/alerts';
const sampleOf = (type: string): GatewayEvent => SAMPLES.find(({ event }) => event.type === type)!.event;
const [COMPLETED, FAILED] = [sampleOf('job.completed'), sampleOf('job.failed')];

function requestFor(event: GatewayEvent, options: OpsgenieOptions = {}, detail: Detail = 'compact') {
  const type = eventTypeOf(BUILT_IN, event.type);
  const links = { console: 'https://hooks.example.test', job: null };
  const message = { ...DEFAULT_MESSAGE, detail };
  const given = {
    url: `${ALERTS}?api_key=${KEY}`,
    type,
    links,
    options: { apiKey: KEY, ...options },
    message,
  };
  return opsgenie.format(event, aTarget<OpsgenieOptions>(given));
}

const alertFor = (event: GatewayEvent, options: OpsgenieOptions = {}, detail: Detail = 'compact') =>
  JSON.parse(requestFor(event, options, detail).body) as OpsgenieAlert;
const faultsOf = (given: Record<string, unknown>, url = ALERTS) =>
  optionsOf(opsgenie, given, new URL(url)).faults.map(({ field }) => field);

describe('An address of the Alert API', () => {
  it.each([
    [ALERTS, ALERTS],
    ['https://api.atlassian.com/jsm/ops/integration/', ALERTS],
    [`http://api.atlassian.com/jsm/ops/integration/v2/alerts?api_key=${KEY}`, `${ALERTS}?api_key=${KEY}`],
  ])('is taken: %s', (raw, url) => {
    expect(recognise(raw)).toMatchObject({ ok: true, adapter: { type: 'opsgenie' }, url, warnings: [] });
  });

  it.each(['https://api.opsgenie.com', 'https://api.eu.opsgenie.com/v2/alerts'])(
    'is taken with a warning about the end of Opsgenie: %s',
    (raw) => {
      expect(recognise(raw)).toMatchObject({
        ok: true,
        adapter: { type: 'opsgenie' },
        url: `${new URL(raw).origin}/v2/alerts`,
        warnings: [expect.stringContaining('2027-04-05')],
      });
    },
  );

  it('keeps its folder on another host', () => {
    expect(recognise('opsgenie+http://127.0.0.1:9999/base/v2/alerts')).toMatchObject({
      ok: true,
      url: 'http://127.0.0.1:9999/base/v2/alerts',
    });
    expect(recognise('opsgenie+http://127.0.0.1:9999/base')).toMatchObject({
      url: 'http://127.0.0.1:9999/base/v2/alerts',
    });
  });

  it.each([
    ['https://api.atlassian.com/jsm/ops/api/x/v1/alerts', 'creates no alerts'],
    ['https://api.opsgenie.com/v2/heartbeats', 'creates no alerts'],
    ['https://api.atlassian.com/ex/jira/x', 'another API of Atlassian'],
    ['https://acme.app.opsgenie.com/teams/dashboard/x', 'a page of Opsgenie'],
  ])('is refused with the reason where it is of another kind: %s', (raw, words) => {
    expect(recognise(raw)).toEqual({ ok: false, message: expect.stringContaining(words) });
  });

  it('hides its key', () => {
    expect(maskUrl('opsgenie', `${ALERTS}?api_key=${KEY}`)).toBe(`${ALERTS}?api_key=***`);
  });
});

describe('The options of an endpoint of alerts', () => {
  it('have the key, here or in the URL', () => {
    expect(faultsOf({ api_key: KEY })).toEqual([]);
    expect(faultsOf({}, `${ALERTS}?api_key=${KEY}`)).toEqual([]);
    expect(faultsOf({})).toEqual(['options.api_key']);
    expect(faultsOf({ api_key: KEY }, `${ALERTS}?api_key=${KEY}x`)).toEqual(['options.api_key']);
  });

  it('are checked', () => {
    const given = { api_key: KEY, priority: 'P9', tags: 'x'.repeat(51), resolve: 'job *' };
    expect(faultsOf(given).sort()).toEqual(['options.priority', 'options.resolve', 'options.tags']);
  });
});

describe('A request to the Alert API', () => {
  it('creates an alert of a failure, with the key as a header', () => {
    const { url, headers } = requestFor(FAILED);
    expect(url).toBe(ALERTS);
    expect(headers['Authorization']).toBe(`GenieKey ${KEY}`);
    expect(alertFor(FAILED)).toMatchObject({
      message: expect.stringMatching(/^Render failed: Netflix\xa0· .* – Creatomate API error: 422/),
      alias: 'streamgank/webhook_1/job_1704123456789_abc123',
      priority: 'P2',
      source: 'streamgank',
      entity: 'job_1704123456789_abc123',
      tags: ['job.failed'],
      details: { ID: 'job_1704123456789_abc123' },
    });
  });

  it('closes the alert of the job by its alias', () => {
    const { url, body } = requestFor(COMPLETED);
    expect(url).toBe(
      `${ALERTS}/streamgank%2Fwebhook_1%2Fjob_1704123456789_abc123/close?identifierType=alias`,
    );
    expect(JSON.parse(body)).toEqual({
      source: 'streamgank',
      note: expect.stringMatching(/^Closed by StreamGank: Video ready/),
    });
  });

  it('names the gateway once in the note of a full message', () => {
    const { note } = JSON.parse(requestFor(COMPLETED, {}, 'full').body) as OpsgenieChange;
    expect(note).toMatch(/^Closed: StreamGank\xa0· Video ready/);
  });

  it('acknowledges where the options say so', () => {
    const { url, body } = requestFor(sampleOf('job.script_completed'), {
      acknowledge: 'job.script_completed',
    });
    expect(url).toMatch(/\/acknowledge\?identifierType=alias$/);
    expect((JSON.parse(body) as OpsgenieChange).note).toMatch(/^Acknowledged by StreamGank: /);
  });

  it('is not made of other events, and says why', () => {
    expect(requestFor(sampleOf('job.script_completed')).unsent).toContain(
      'The alerts get no job.script_completed',
    );
    expect(requestFor({ ...COMPLETED, data: '{}' }).unsent).toBe(
      'The event names no job, so there is no alert to close.',
    );
  });

  it('has priority, team and tags of the options', () => {
    const alert = alertFor(FAILED, { priority: 'P1', team: 'Video', tags: 'render, gpu' });
    expect(alert).toMatchObject({
      priority: 'P1',
      responders: [{ type: 'team', name: 'Video' }],
      tags: ['job.failed', 'render', 'gpu'],
    });
  });

  it('alerts everybody that the endpoint names, by name, address or id', () => {
    const id = '4513b7ea-3b91-438f-b7e4-e3e54af9147c';
    const responders = `team:Video, user:ann@example.com,escalation:Nights: 2, schedule:${id}`;
    expect(faultsOf({ api_key: KEY, responders })).toEqual([]);
    expect(alertFor(FAILED, { responders }).responders).toEqual([
      { type: 'team', name: 'Video' },
      { type: 'user', username: 'ann@example.com' },
      { type: 'escalation', name: 'Nights: 2' },
      { type: 'schedule', id },
    ]);
    expect(faultsOf({ api_key: KEY, responders, team: 'Video' })).toEqual(['options.responders']);
  });

  it.each([
    'Video',
    'team:',
    'team: ',
    'group:x',
    'team:a,',
    'team:a\nuser:b',
    Array.from({ length: 21 }, () => 'team:a').join(),
  ])('refuses responders that are none: %j', (responders) => {
    expect(faultsOf({ api_key: KEY, responders })).toEqual(['options.responders']);
  });

  it('shows data as it was written, and makes links of its own actions alone', () => {
    const data = JSON.stringify({ job_id: 'j', error: 'E: <b>&lt; https://evil.example\nmore' });
    const { description } = alertFor({ ...FAILED, data }, {}, 'standard');
    expect(description.replaceAll('\u{200b}', '')).toContain('E: <b>&lt; https://evil.example');
    expect(description.match(/https?:\/\/\S+/g)).toEqual([
      expect.stringMatching(/^https:\/\/hooks\.example\.test\/jobs\/j$/),
      expect.stringContaining('/deliveries/'),
    ]);
  });

  it('keeps the sum of its details', () => {
    const data = JSON.stringify(
      Object.fromEntries(Array.from({ length: 90 }, (_, at) => [`name_${at}`, 'v'.repeat(290)])),
    );
    const { details } = alertFor({ ...FAILED, data }, {}, 'full');
    const sum = Object.entries(details).flat().join('').length;
    expect(sum).toBeGreaterThan(7000);
    expect(sum).toBeLessThanOrEqual(8000);
  });
});
