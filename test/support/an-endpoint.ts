import type { Endpoint } from '../../src/modules/model/endpoint.js';
import { DEFAULT_MESSAGE, NO_LINKS } from '../../src/modules/model/message-options.js';

/** An endpoint of the generic adapter that takes every event; `overrides` say what matters to a test. */
export function anEndpoint(overrides: Partial<Endpoint> = {}): Endpoint {
  return {
    id: 'e1',
    webhookId: 'webhook_1',
    name: 'webhook_1',
    source: 'environment',
    url: 'https://app.example.com/hook',
    maskedUrl: 'https://app.example.com/hook',
    adapter: 'generic',
    options: {},
    trusted: true,
    events: ['*'],
    filter: null,
    headers: {},
    timeoutMs: 10_000,
    retry: { maxRetries: 3, delayMs: 1_000, maxDelayMs: 30_000, schedule: null, ttlMs: null },
    rateLimits: [],
    concurrency: 16,
    ordering: 'none',
    conversation: 'each',
    announce: 'failure',
    quiet: null,
    digest: null,
    batch: null,
    secret: 'secret',
    previousSecret: null,
    signingKey: null,
    previousSigningKey: null,
    tls: null,
    message: DEFAULT_MESSAGE,
    payload: 'gateway',
    links: NO_LINKS,
    disabled: null,
    pausedAt: null,
    ...overrides,
  };
}
