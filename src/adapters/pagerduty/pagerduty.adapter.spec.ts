import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import { DEFAULT_MESSAGE } from '../../modules/model/message-options.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import { optionsOf } from '../../modules/endpoints/definitions/options.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { maskUrl, recognise } from '../registry.js';
import { SAMPLES } from '../samples.js';
import { pagerduty } from './pagerduty.adapter.js';
import type { PagerDutyEvent } from './pagerduty-message.js';
import type { PagerDutyOptions } from './pagerduty-options.js';

const KEY = 'R0123456789abcdef0123456789abcde';
const EVENTS = 'https://events.pagerduty.com/v2/enqueue';
const sampleOf = (type: string): GatewayEvent => SAMPLES.find(({ event }) => event.type === type)!.event;
const [COMPLETED, FAILED] = [sampleOf('job.completed'), sampleOf('job.failed')];

function requestFor(event: GatewayEvent, options: PagerDutyOptions = {}) {
  const type = eventTypeOf(BUILT_IN, event.type);
  const links = { console: 'https://hooks.example.test', job: null };
  const url = `${EVENTS}?routing_key=${KEY}`;
  const given = { url, type, links, options: { routingKey: KEY, ...options }, message: DEFAULT_MESSAGE };
  return pagerduty.format(event, aTarget<PagerDutyOptions>(given));
}

const eventFor = (event: GatewayEvent, options: PagerDutyOptions = {}): PagerDutyEvent =>
  JSON.parse(requestFor(event, options).body) as PagerDutyEvent;
/** Returns the step that PagerDuty is told of an event; null where it is told nothing. */
function stepFor(type: string, options: PagerDutyOptions = {}): string | null {
  const event = { ...FAILED, ...SAMPLES.find((sample) => sample.event.type === type)?.event, type };
  const { unsent, body } = requestFor(event, options);
  return unsent === undefined ? (JSON.parse(body) as PagerDutyEvent).event_action : null;
}
const faultsOf = (given: Record<string, unknown>, url = EVENTS) =>
  optionsOf(pagerduty, given, new URL(url)).faults.map(({ field }) => field);

describe('A PagerDuty address', () => {
  it.each([
    [EVENTS, EVENTS],
    ['https://events.eu.pagerduty.com/v2/enqueue', 'https://events.eu.pagerduty.com/v2/enqueue'],
    ['https://events.pagerduty.com', EVENTS],
    [`http://events.pagerduty.com/v2/enqueue?routing_key=${KEY}`, `${EVENTS}?routing_key=${KEY}`],
    [`https://events.pagerduty.com/integration/${KEY}/enqueue`, `${EVENTS}?routing_key=${KEY}`],
  ])('is taken: %s', (raw, url) => {
    expect(recognise(raw)).toMatchObject({ ok: true, adapter: { type: 'pagerduty' }, url, warnings: [] });
  });

  it('keeps its path at a service that takes the same events', () => {
    const url = `http://127.0.0.1:9999/alerts?routing_key=${KEY}`;
    expect(recognise(`pagerduty+${url}`)).toMatchObject({ ok: true, url, onPlatform: false });
  });

  it.each([
    ['https://events.pagerduty.com/v2/change/enqueue', 'change events'],
    ['https://events.pagerduty.com/generic/2010-04-15/create_event.json', 'V1'],
    ['https://events.pagerduty.com/x', 'takes no alerts'],
    ['https://api.pagerduty.com/incidents', 'REST API'],
    ['https://acme.pagerduty.com/service-directory/P1', 'a page of PagerDuty'],
  ])('is refused with the reason where it is of another kind: %s', (raw, words) => {
    expect(recognise(raw)).toEqual({ ok: false, message: expect.stringContaining(words) });
  });

  it('hides its key', () => {
    expect(maskUrl('pagerduty', `${EVENTS}?routing_key=${KEY}`)).toBe(`${EVENTS}?routing_key=***`);
    expect(maskUrl('pagerduty', `https://events.pagerduty.com/integration/${KEY}/enqueue`)).not.toContain(
      KEY,
    );
  });
});

describe('The options of a PagerDuty endpoint', () => {
  it('have the key, here or in the URL', () => {
    expect(faultsOf({ routing_key: KEY })).toEqual([]);
    expect(faultsOf({}, `${EVENTS}?routing_key=${KEY}`)).toEqual([]);
    expect(faultsOf({})).toEqual(['options.routing_key']);
    expect(faultsOf({ routing_key: KEY }, `${EVENTS}?routing_key=${'x'.repeat(32)}`)).toEqual([
      'options.routing_key',
    ]);
    expect(faultsOf({ routing_key: 'short' })).toEqual(['options.routing_key']);
  });

  it('name event types by patterns', () => {
    expect(faultsOf({ routing_key: KEY, trigger: 'job.failed, job.timeout', resolve: '*' })).toEqual([]);
    expect(faultsOf({ routing_key: KEY, trigger: 'job failed' })).toEqual(['options.trigger']);
    expect(faultsOf({ routing_key: KEY, severity: 'bad' })).toEqual(['options.severity']);
  });
});

describe('An event for PagerDuty', () => {
  it.each([
    ['job.failed', 'trigger'],
    ['job.failed_no_retry', 'trigger'],
    ['job.timeout', 'trigger'],
    ['webhook.endpoint_failing', 'trigger'],
    ['webhook.test', 'trigger'],
    ['job.completed', 'resolve'],
    ['job.completed_with_issues', 'resolve'],
    ['job.cancelled', 'resolve'],
    ['job.deleted', 'resolve'],
    ['webhook.endpoint_recovered', 'resolve'],
    ['job.extraction_completed', null],
    ['job.render_timeout', null],
    ['render.queue_full', null],
  ])('of the type %s does to the alert of its job by default: %s', (type, step) => {
    expect(stepFor(type)).toBe(step);
  });

  it('follows the options of the endpoint, of which trigger comes first', () => {
    const options = { trigger: 'job.render_timeout', acknowledge: 'job.script_completed', resolve: 'job.*' };
    const steps = ['job.render_timeout', 'job.script_completed', 'job.failed', 'render.queue_full'];
    expect(steps.map((type) => stepFor(type, options))).toEqual(['trigger', 'acknowledge', 'resolve', null]);
  });

  it('says why nothing is sent', () => {
    expect(requestFor(sampleOf('job.script_completed')).unsent).toBe(
      'PagerDuty gets no job.script_completed: it is told of failures and of their end. Name the type in the option trigger or resolve to send it.',
    );
    expect(requestFor({ ...COMPLETED, data: '{}' }).unsent).toBe(
      'The event names no job, so there is no alert in PagerDuty to resolve.',
    );
    expect(requestFor(COMPLETED)).not.toHaveProperty('unsent');
  });

  it('shares its key with the other events of the job', () => {
    const key = 'streamgank/webhook_1/job_1704123456789_abc123';
    expect([FAILED, COMPLETED].map((event) => eventFor(event).dedup_key)).toEqual([key, key]);
    expect(eventFor(COMPLETED)).toEqual({ routing_key: KEY, event_action: 'resolve', dedup_key: key });
  });

  it('shares its key with the other events of the incident, whose end resolves the alert', () => {
    const types = ['endpoint_failing', 'delivery_exhausted', 'endpoint_disabled', 'endpoint_recovered'];
    const events = [...types, 'incident_closed'].map((type) => sampleOf(`webhook.${type}`));
    const incident = 'streamgank/webhook_1/incident:019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c';
    expect(new Set(events.map((event) => eventFor(event).dedup_key))).toEqual(new Set([incident]));
    expect(events.map((event) => eventFor(event).event_action)).toEqual([
      'trigger',
      'trigger',
      'trigger',
      'resolve',
      'resolve',
    ]);
  });

  it('is told of no recovery that leaves failed deliveries', () => {
    const recovered = sampleOf('webhook.endpoint_recovered');
    const left = { ...recovered, data: recovered.data.replace('"closed":true', '"closed":false') };
    expect(requestFor(left)).toHaveProperty('unsent');
    expect(requestFor(recovered)).not.toHaveProperty('unsent');
  });

  it('shares its key with the other events of the endpoint where it names no incident', () => {
    const failing = sampleOf('webhook.endpoint_failing');
    const old = { ...failing, data: failing.data.replace('"incident_id"', '"was"') };
    expect(eventFor(old).dedup_key).toBe('streamgank/webhook_1/webhook.endpoint:webhook_2');
  });

  it('has a key of its own where it names no job, the same on every attempt', () => {
    expect(eventFor({ ...FAILED, data: '{}' }).dedup_key).toBe('550e8400-e29b-41d4-a716-446655440000');
  });

  it('keeps keys of long ids apart', () => {
    const keyOf = (end: string) =>
      eventFor({ ...FAILED, data: JSON.stringify({ job_id: `${'x'.repeat(290)}${end}` }) }).dedup_key;
    expect(keyOf('a')).toHaveLength(255);
    expect(keyOf('a')).not.toBe(keyOf('b'));
    expect(keyOf('a')).toBe(keyOf('a'));
  });

  it('says what happened, to which job and why, and leads to the job', () => {
    const { payload, client, client_url: page, links } = eventFor(FAILED);
    expect(payload).toMatchObject({
      summary: expect.stringMatching(/^Render failed: Netflix\xa0· .* – Creatomate API error: 422/),
      severity: 'error',
      source: 'streamgank',
      class: 'job.failed',
      timestamp: '2024-01-01T12:04:05.123Z',
      custom_details: { ID: 'job_1704123456789_abc123', Facts: expect.stringContaining('Rendering video') },
    });
    expect(client).toBe('StreamGank');
    expect(page).toContain('/jobs/job_1704123456789_abc123');
    expect(links!.map(({ text }) => text)).toContain('Open job');
  });

  it('has the severity of the option, and info for the test', () => {
    expect(eventFor(FAILED, { severity: 'critical' }).payload!.severity).toBe('critical');
    expect(eventFor(sampleOf('webhook.test')).payload!.severity).toBe('info');
  });

  it('goes out with the key in the body and not in the address', () => {
    expect(requestFor(FAILED)).toMatchObject({ method: 'POST', url: EVENTS });
    expect(eventFor(FAILED).routing_key).toBe(KEY);
  });
});
