import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../config/load-config.js';
import { SecretKey } from '../../config/secret-key.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { Definition, Settings } from './definition.js';
import { EndpointFactory } from './endpoint-factory.service.js';

const STATE = {
  id: 'e1',
  webhookId: 'webhook_1',
  source: 'api',
  trusted: false,
  disabled: null,
  pausedAt: null,
} as const;
const PUSHOVER = 'https://api.pushover.net/1/messages.json';
const ROCKET = 'https://chat.example.test/hooks/aaa/bbb';

function built(
  adapter: string,
  url: string,
  settings: Partial<Settings> = {},
  env: Record<string, string> = {},
): Endpoint {
  return factory(env).build(definition(adapter, url, settings), STATE);
}

function factory(env: Record<string, string> = {}): EndpointFactory {
  const { config } = loadConfig(env, { envFile: null });
  return new EndpointFactory(config, new SecretKey({ secret: 'secret', origin: 'environment', file: null }));
}

const definition = (adapter: string, url: string, settings: Partial<Settings> = {}): Definition => ({
  adapter,
  settings: settings as Settings,
  secrets: { url },
});

describe(EndpointFactory.name, () => {
  it('makes endpoints on a platform’s own host with its rates, each beside the own one, and with no more requests at once than it takes', () => {
    const endpoint = built('pushover', PUSHOVER, { concurrency: 9 });
    expect(endpoint.rateLimits).toEqual([
      { max: 100, windowMs: 60_000 },
      { max: 2, windowMs: 1_000 },
    ]);
    expect([endpoint.concurrency, built('pushover', PUSHOVER, { concurrency: 1 }).concurrency]).toEqual([
      2, 1,
    ]);
    expect(built('pushover', 'https://push.example.test/1/messages.json', { concurrency: 9 })).toMatchObject({
      concurrency: 9,
      rateLimits: [{ max: 100 }],
    });
  });

  it('keeps three windows of a mail server, of which the endpoint may replace the longest', () => {
    const short = [
      { max: 1, windowMs: 1_000 },
      { max: 30, windowMs: 60_000 },
    ];
    const limitsOf = (settings: Partial<Settings>) =>
      built('email', 'smtp://mail.example.test', settings).rateLimits;
    expect(limitsOf({})).toEqual([{ max: 100, windowMs: 3_600_000 }, ...short]);
    const own = { max: 900, window_ms: 3_600_000 };
    expect(limitsOf({ rate_limit: own })).toEqual([{ max: 900, windowMs: 3_600_000 }, ...short]);
  });

  it.each([
    ['that servers have by default', {}, {}, 10],
    ['of the gateway, where that is lower', {}, { WEBHOOK_RATE_LIMIT_MAX: '5' }, 5],
    ['of the endpoint', { rate_limit: { max: 300, window_ms: 60_000 } }, {}, 300],
  ])('gives an endpoint at a server on anybody’s host the rate %s', (_, settings, env, max) => {
    expect(built('rocketchat', ROCKET, settings, env as Record<string, string>).rateLimits).toEqual([
      { max, windowMs: 60_000 },
    ]);
  });

  it('makes the endpoint of a definition once, and anew where its state or the links change', () => {
    const made = factory();
    const jobs = definition('generic', 'https://app.example.test/jobs');
    const endpoint = made.build(jobs, STATE);
    expect(made.build(jobs, { ...STATE })).toBe(endpoint);
    const paused = made.build(jobs, { ...STATE, pausedAt: 17 });
    expect(paused).toMatchObject({ id: 'e1', pausedAt: 17 });
    expect(made.build(jobs, STATE)).toEqual(endpoint);
    expect(made.build({ ...jobs, settings: { name: 'Jobs' } }, STATE)).toMatchObject({ name: 'Jobs' });
    made.useFileLinks({ job: 'https://jobs.example.test/{{ job_id }}' });
    expect(made.build(jobs, STATE).links.job).toBe('https://jobs.example.test/{{ job_id }}');
  });
});
