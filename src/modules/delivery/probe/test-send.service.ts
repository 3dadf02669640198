import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { firstValueFrom } from 'rxjs';
import type { Adapter } from '../../../adapters/adapter.js';
import { maskGivenUrl, maskUrl, recognise } from '../../../adapters/registry.js';
import { brandToken } from '../../model/header-names.js';
import { SecretKey } from '../../config/secret-key.js';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { Clock } from '../../model/clock.js';
import type { Endpoint } from '../../model/endpoint.js';
import { explanationView } from '../../../adapters/explanation.js';
import { TEST_EVENT, type GatewayEvent } from '../../model/event.js';
import { Identity } from '../request/identity.js';
import { judge } from '../request/judge.js';
import { prepare } from '../request/prepare.js';
import { withoutSecrets } from '../request/redact.js';
import { Sender, type Answer, type NoAnswer } from '../sender/sender.service.js';
import { USE_HTTPS, wantsTls } from '../sender/tls-fault.js';

/** Deadline of a test, ms. */
const TEST_TIMEOUT_MS = 5_000;

/** What a test came to, as the API tells it. */
export interface TestResult {
  readonly success: boolean;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** ms; 0 when no answer came. */
  readonly duration: number;
  /** Masked where the URL is a secret. */
  readonly url: string;
  readonly message: string;
  readonly error?: string;
}

/** Sends one `webhook.test` event to any URL, through the same sender as every delivery, once. */
@Injectable()
export class TestSend {
  constructor(
    private readonly identity: Identity,
    private readonly secretKey: SecretKey,
    private readonly catalogue: EndpointCatalogue,
    private readonly sender: Sender,
    private readonly clock: Clock,
  ) {}

  /** Null with a sentence when no adapter can serve the URL. */
  async run(rawUrl: string): Promise<TestResult | { readonly refused: string }> {
    const target = recognise(rawUrl.trim());
    if (!target.ok) return { refused: target.message };
    const { adapter, url } = target;
    return { ...(await this.send(this.#endpoint(adapter, url))), url: maskGivenUrl(adapter.type, url) };
  }

  /** One `webhook.test` to an endpoint as it is configured, or would be. */
  async send(endpoint: Endpoint): Promise<TestResult> {
    const now = this.clock.now();
    const delivery = { id: randomUUID(), webhookId: endpoint.webhookId };
    const request = prepare(testEvent(delivery.id, now), delivery, endpoint, {
      identity: this.identity,
      now,
    });
    const headers = { ...request.headers, [`X-${brandToken(this.identity.brand)}-Test`]: 'true' };
    const answer = await firstValueFrom(this.sender.send({ ...request, headers }, TEST_TIMEOUT_MS));
    return resultOf(answer, endpoint, this.clock.now());
  }

  #endpoint(adapter: Adapter, url: string): Endpoint {
    const configured = this.catalogue.all().find((endpoint) => endpoint.url === url);
    return {
      id: 'test',
      webhookId: 'webhook_test',
      name: 'webhook_test',
      source: 'api',
      url,
      maskedUrl: maskUrl(adapter.type, url),
      adapter: adapter.type,
      options: new adapter.Options(),
      trusted: this.catalogue.isTrustedHost(url),
      events: [TEST_EVENT],
      filter: null,
      // They may hold credentials: only those get them who get them anyway. So it is with the keys.
      headers: configured?.headers ?? {},
      timeoutMs: TEST_TIMEOUT_MS,
      retry: { maxRetries: 0, delayMs: 0, maxDelayMs: 0, schedule: null, ttlMs: null },
      rateLimits: [],
      concurrency: 1,
      ordering: 'none',
      secret: configured?.secret ?? this.secretKey.secret,
      previousSecret: configured?.previousSecret ?? null,
      tls: configured?.tls ?? null,
      disabled: null,
      pausedAt: null,
    };
  }
}

function testEvent(id: string, now: number): GatewayEvent {
  const timestamp = new Date(now).toISOString();
  const data = JSON.stringify({ message: 'Webhook connectivity test', timestamp, test: true });
  return { id, type: TEST_EVENT, data, timestamp, acceptedAt: now };
}

/** The answer of the API to the test of an endpoint: the result, and what a failure means. */
export function testAnswer(result: TestResult) {
  const explanation = explanationView({ code: result.error ?? null, status: result.status || null });
  return { success: true, test_result: result, explanation, timestamp: new Date().toISOString() };
}

function resultOf(result: Answer | NoAnswer, endpoint: Endpoint, now: number): TestResult {
  const { maskedUrl: shown } = endpoint;
  if (result.kind === 'no-answer') {
    const { code, message } = result.fault;
    const duration = code === 'TIMEOUT' ? result.durationMs : 0;
    return {
      success: false,
      status: 0,
      duration,
      url: shown,
      message: withoutSecrets(message, endpoint),
      error: code,
    };
  }
  const answered = { status: result.status, duration: result.durationMs, url: shown };
  const outcome = judge(result, endpoint, now);
  if (outcome.kind === 'delivered')
    return { success: true, ...answered, message: 'Webhook endpoint is reachable' };
  if (result.status < 200 || result.status > 299) {
    const said = `HTTP ${result.status} response`;
    const message = wantsTls(endpoint.url, result.status, result.body) ? `${said}. ${USE_HTTPS}` : said;
    return { success: false, ...answered, message, error: outcome.code };
  }
  return { success: false, ...answered, message: outcome.message, error: outcome.code };
}
