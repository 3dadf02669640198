import { describe, expect, it } from '@jest/globals';
import { parseData } from '../plain-value.js';
import { SAMPLES } from '../samples.js';
import type { TemplateScope } from '../templates/scope.js';
import { compileTemplate } from '../templates/template.js';
import { BUILT_IN, eventTypeOf } from './catalogue.js';

const CONSOLE = 'https://hooks.example.test';

/** Renders the texts of a sample's type as a message has them, instants left out. */
function textsOf(type: string, data: Record<string, unknown>) {
  const known = eventTypeOf(BUILT_IN, type);
  const scope: TemplateScope = {
    event: { type, id: 'e1', timestamp: '2024-01-01T12:05:30.123Z' },
    data,
    job: { id: String(data['job_id'] ?? '') },
    endpoint: { id: 'webhook_1', name: 'Alerts' },
    delivery: { id: 'd1' },
    links: { console: CONSOLE, job: 'https://studio.example.test/j', delivery: '', endpoint: '' },
    brand: 'StreamGank',
  };
  const line = (source: string): string =>
    compileTemplate(source).render(scope).replaceAll(/\s+/g, ' ').trim();
  const facts = known.facts.map(
    (fact) =>
      compileTemplate(fact)
        .spans(scope)
        ?.map(({ text }) => text)
        .join('') ?? '',
  );
  return {
    title: `${known.emoji} ${line(known.headline)}: ${known.subject.map(line).filter(Boolean).join(' · ')}`,
    cause: known.cause === null ? '' : line(known.cause),
    facts: facts.filter(Boolean).join(' · '),
    actions: known.actions
      .flatMap(({ url }) => compileTemplate(url).url(scope) || [])
      .filter((url) => url.startsWith('https://')),
  };
}

const sampleOf = (type: string) => parseData(SAMPLES.find(({ event }) => event.type === type)!.event.data);

describe('The texts of the built-in event types', () => {
  it.each(SAMPLES.map(({ event }) => [event.type, event.data]))(
    'say what happened to what: %s',
    (type, data) => {
      const { title, facts, cause } = textsOf(type, parseData(data));
      const written = [title, facts, cause].join('\n');
      expect(title.length).toBeLessThan(110);
      expect(written).not.toMatch(/undefined|null|NaN|Invalid Date|\[object|[{}]| · ·|: $/);
    },
  );

  it.each(SAMPLES.map(({ event }) => [event.type, event.data]))(
    'count one of a thing as one: %s',
    (type, data) => {
      const sample = parseData(data);
      const counts = Object.keys(sample).filter((name) => typeof sample[name] === 'number');
      for (const one of [1, 3]) {
        const counted = { ...sample, ...Object.fromEntries(counts.map((name) => [name, one])) };
        const { title, facts } = textsOf(type, counted);
        expect(`${title} · ${facts}`).not.toMatch(
          /(?<![\d.,])1 (more )?(?!ms\b)\w+s\b|(?<!\d)1 \w+ failed: .* them/,
        );
      }
    },
  );

  it.each([
    [
      'job.completed',
      '✅ Video ready: Netflix · Action Movies · 🇺🇸 US',
      'Rendered in 5 min 30 s · template auto',
    ],
    [
      'job.failed',
      '❌ Render failed: Netflix · Action Movies · 🇺🇸 US',
      'At Rendering video (60%) · 3 retries',
    ],
    [
      'webhook.delivery_exhausted',
      '📭 12 deliveries failed: Editorial app · job.completed',
      expect.stringMatching(/^Latest after 4 attempts · all are kept: fix the cause, then redeliver$/),
    ],
    [
      'webhook.endpoint_failing',
      '🔴 Endpoint failing: Editorial app · 48 on hold, none lost',
      expect.stringMatching(/^10 failures since .* · next probe .* · fix the receiver$/),
    ],
    [
      'action.retry_requested',
      '🔁 Retry requested: Netflix · Action Movies · 🇺🇸 US',
      'Ana pressed Retry job in #video-jobs · sent to the job server',
    ],
    [
      'webhook.endpoint_recovered',
      '🟢 Endpoint recovered: Editorial app · after 16 min',
      expect.stringMatching(
        /^Failing since .*: HTTP 503 response · 48 deliveries being sent now · nothing is lost$/,
      ),
    ],
    [
      'webhook.endpoint_disabled',
      '⛔ Endpoint disabled: Editorial app · 7 on hold, none lost',
      'Fix the cause, then enable it: deliveries on hold are sent then',
    ],
    [
      'webhook.incident_closed',
      '☑️ Incident closed: Editorial app · after 2 h 20 min',
      '12 failed · 12 repaired',
    ],
    [
      'webhook.certificate_expiring',
      '⏳ Certificate expiring: app.example.com · Editorial app',
      expect.stringMatching(/^Expires .* · the receiver must renew it · deliveries are retried and kept$/),
    ],
  ])('put a sample into words: %s', (type, title, facts) => {
    const texts = textsOf(type, sampleOf(type));
    expect(texts.title).toBe(title);
    expect(texts.facts).toEqual(facts);
  });

  it("lead from an event about an endpoint to its incident, else to that endpoint, and to its delivery, not to the reader's", () => {
    const data = sampleOf('webhook.delivery_exhausted');
    expect(textsOf('webhook.delivery_exhausted', data).actions).toEqual([
      `${CONSOLE}/incidents/${String(data['incident_id'])}`,
      `${CONSOLE}/deliveries/${String(data['delivery_id'])}`,
    ]);
    const alone = { ...data, incident_id: null };
    expect(textsOf('webhook.delivery_exhausted', alone).actions).toEqual([
      `${CONSOLE}/deliveries/${String(data['delivery_id'])}`,
      `${CONSOLE}/endpoints/webhook_2`,
    ]);
  });

  it('have nothing to say of values that say nothing', () => {
    const nothing = {
      job_id: 'j',
      retry_count: 0,
      progress: null,
      current_step: '',
      processing_duration_ms: null,
    };
    expect(textsOf('job.failed', { ...nothing, error: null })).toMatchObject({ facts: '', cause: '' });
    expect(textsOf('job.completed', { job_id: 'j', parameters: [] }).title).toBe('✅ Video ready: ');
  });

  it.each([
    [{ error: 'No poster' }, 'No poster'],
    [{}, 'No video URL was returned'],
    [{ error: null, video_url: 'https://c.test/v' }, 'No render ID was returned'],
    [{ video_url: 'https://c.test/v', creatomate_id: 'r1' }, ''],
  ])('say what a job lacks that finished with issues: %j', (data, cause) => {
    expect(textsOf('job.completed_with_issues', { job_id: 'j', ...data }).cause).toBe(cause);
  });

  it('say what is lost where nothing is on hold, and what to do where deliveries are left failed', () => {
    const idle = { ...sampleOf('webhook.endpoint_failing'), held: 0 };
    expect(textsOf('webhook.endpoint_failing', idle)).toMatchObject({
      title: '🔴 Endpoint failing: Editorial app',
      facts: expect.stringMatching(/ · nothing is lost · fix the receiver$/),
    });
    const left = { ...sampleOf('webhook.endpoint_recovered'), failed: 2 };
    expect(textsOf('webhook.endpoint_recovered', left).facts).toMatch(
      / · 2 deliveries failed: redeliver or cancel them$/,
    );
  });

  it.each([
    [
      { phase: 'failing', held: 26, acknowledged_by: 'ana' },
      'the endpoint is failing, 26 on hold · acknowledged by ana · all are kept: fix the cause, then redeliver',
    ],
    [
      { phase: 'disabled', held: 0, acknowledged_by: 'loopback', count: 1, attempts: 1 },
      'the endpoint is disabled · acknowledged · kept: fix the cause, then enable it and redeliver',
    ],
    [
      { phase: 'exhausted', held: 3 },
      'Latest after 4 attempts · all are kept: fix the cause, then redeliver',
    ],
  ])('say of failed deliveries whether their endpoint works, and who takes care: %j', (now, said) => {
    const data = { ...sampleOf('webhook.delivery_exhausted'), ...now };
    expect(textsOf('webhook.delivery_exhausted', data).facts).toContain(said);
  });

  it('say of a closed incident what had failed', () => {
    expect(textsOf('webhook.incident_closed', sampleOf('webhook.incident_closed')).cause).toBe(
      'HTTP 500 response',
    );
  });

  it.each([
    [
      { by: 'Ana', label: 'Retry job', source: { name: '#video-jobs' } },
      'Ana pressed Retry job in #video-jobs',
    ],
    [{ by: 'Ana', action: 'retry', source: {} }, 'Ana pressed retry'],
    [{ action: 'retry' }, 'Pressed: retry'],
    [
      { by: 'reader of #jobs', via: 'link', label: 'Retry job', source: { name: '#jobs' } },
      'A reader pressed Retry job in #jobs',
    ],
  ])('say who asked for a retry, and where: %j', (data, said) => {
    expect(textsOf('action.retry_requested', { job_id: 'j', ...data }).facts).toBe(
      `${said} · sent to the job server`,
    );
  });

  it('count one thing in the singular', () => {
    expect(textsOf('job.failed', { retry_count: 1 }).facts).toBe('1 retry');
    const failing = { ...sampleOf('webhook.endpoint_failing'), held: 1, consecutive_failures: 1 };
    const { title, facts } = textsOf('webhook.endpoint_failing', failing);
    expect([title, facts]).toEqual([
      expect.stringContaining('1 on hold, none lost'),
      expect.stringMatching(/^Failing since/),
    ]);
    expect(textsOf('webhook.delivery_exhausted', { name: 'x', count: 1, attempts: 0 })).toMatchObject({
      title: '📭 Delivery failed: x',
      facts: expect.stringMatching(/^Without an attempt · kept: fix the cause, then redeliver$/),
    });
  });
});
