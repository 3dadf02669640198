import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { SAMPLES } from '../samples.js';
import { BUILT_IN, eventTypeOf, KNOWN_EVENTS } from './catalogue.js';

describe('The built-in catalogue', () => {
  it('lists the events of jobs and of the gateway, each with a title of its own', () => {
    const [jobs, own] = ['job.', 'webhook.'].map((begin) =>
      KNOWN_EVENTS.filter((type) => type.startsWith(begin)).map((type) => type.slice(begin.length)),
    );
    expect(jobs).toEqual([
      'extraction_completed',
      'script_completed',
      'completed',
      'completed_with_issues',
      'workflow_incomplete',
      'render_timeout',
      'failed',
      'failed_no_retry',
      'timeout',
      'cancelled',
      'deleted',
    ]);
    expect(own).toEqual([
      'endpoint_failing',
      'endpoint_still_failing',
      'endpoint_recovered',
      'endpoint_disabled',
      'delivery_exhausted',
      'incident_closed',
      'certificate_expiring',
      'digest',
      'test',
    ]);
    expect(BUILT_IN.size).toBe(21);
    const titles = [...BUILT_IN.values()].map(({ emoji, headline }) => `${emoji} ${headline}`);
    expect(new Set(titles).size).toBe(BUILT_IN.size);
  });

  it('accepts the data of every sample by the schema of its type', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, formats: { 'date-time': true } });
    const faults = SAMPLES.flatMap(({ event: { type, data } }) => {
      const { schema } = eventTypeOf(BUILT_IN, type);
      const check = ajv.compile(schema ?? {});
      return check(JSON.parse(data)) ? [] : [type, check.errors];
    });
    expect(faults).toEqual([]);
  });

  it('marks the seven events that end a job', () => {
    const ends = [...BUILT_IN.values()].filter((type) => type.ends).map(({ type }) => type);
    expect(ends).toEqual([
      'job.completed',
      'job.completed_with_issues',
      'job.failed',
      'job.failed_no_retry',
      'job.timeout',
      'job.cancelled',
      'job.deleted',
    ]);
  });

  it('gives an unlisted type a readable headline without template marks', () => {
    expect(eventTypeOf(BUILT_IN, 'render.queue_full').headline).toBe('Render Queue Full');
    expect(eventTypeOf(BUILT_IN, 'api_key.expired').headline).toBe('API Key Expired');
    expect(eventTypeOf(BUILT_IN, 'ai.ffmpeg_failed').headline).toBe('AI FFmpeg Failed');
    expect(eventTypeOf(BUILT_IN, 'a.{{ data }}{% if %}').headline).not.toMatch(/[{}]/);
    expect(eventTypeOf(BUILT_IN, '').headline).toBe('Event');
  });
});
