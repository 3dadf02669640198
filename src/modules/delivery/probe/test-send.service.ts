import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { firstValueFrom } from 'rxjs';
import { Clock } from '../../model/clock.js';
import type { Endpoint } from '../../model/endpoint.js';
import { brandToken } from '../../model/header-names.js';
import { TEST_EVENT, type GatewayEvent } from '../../model/event.js';
import { Identity } from '../request/identity.service.js';
import { faultNotes } from '../request/fault-notes.js';
import { judge } from '../request/judge.js';
import { prepare } from '../request/prepare.js';
import { withoutSecrets } from '../request/redact.js';
import type { Answer, NoAnswer } from '../sender/sender.service.js';
import { Transports } from '../sender/transports.service.js';
import { USE_HTTPS, wantsTls } from '../sender/wants-tls.js';

/** Deadline of a test, ms. */
const TEST_TIMEOUT_MS = 5_000;

/** The result of a test, as the API shows it. */
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
  /** Sentences about templates that failed on the event, and what was sent in their place; absent where none did. */
  readonly notes?: readonly string[];
}

/** Sends one `webhook.test` event, or another that is marked as a test, to any URL, through the same sender as every delivery, once. */
@Injectable()
export class TestSend {
  constructor(
    private readonly identity: Identity,
    private readonly transports: Transports,
    private readonly clock: Clock,
  ) {}

  /** Sends one event to an endpoint, saved or not, marked as a test; `webhook.test` where none is given. */
  async send(endpoint: Endpoint, event: GatewayEvent | null = null): Promise<TestResult> {
    const now = this.clock.now();
    const delivery = { id: randomUUID(), webhookId: endpoint.webhookId, isTest: true } as const;
    const sent = event === null ? testEvent(delivery.id, now) : marked(event);
    const request = prepare(sent, delivery, endpoint, {
      identity: this.identity,
      now,
    });
    if (request.unsent !== null) return withoutRequest(endpoint, request.unsent);
    const headers = { ...request.headers, [`X-${brandToken(this.identity.brand)}-Test`]: 'true' };
    const answer = await firstValueFrom(this.transports.send({ ...request, headers }, TEST_TIMEOUT_MS));
    const result = resultOf(answer, endpoint, this.clock.now());
    return request.faults.length > 0 ? { ...result, notes: faultNotes(request.faults) } : result;
  }
}

/** Adds `test: true` to the data of an event, which is compact JSON text; the rest of it stays as it is. */
function marked(event: GatewayEvent): GatewayEvent {
  const inside = event.data.slice(1, -1);
  return { ...event, data: `{${inside}${inside === '' ? '' : ','}"test":true}` };
}

/** True for endpoints whose answers have the status codes of HTTP. */
function speaksHttp({ url }: Endpoint): boolean {
  return /^https?:/i.test(url);
}

function testEvent(id: string, now: number): GatewayEvent {
  const timestamp = new Date(now).toISOString();
  const data = JSON.stringify({ message: 'Webhook connectivity test', timestamp, test: true });
  return { id, type: TEST_EVENT, data, timestamp, acceptedAt: now };
}

/** The result of an event that the target is told nothing of: no request was made. */
function withoutRequest({ maskedUrl: url }: Endpoint, reason: string): TestResult {
  return { success: true, status: 0, duration: 0, url, message: `Nothing was sent. ${reason}` };
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
  if (speaksHttp(endpoint) && (result.status < 200 || result.status > 299)) {
    const status = `HTTP ${result.status} response`;
    const message = wantsTls(endpoint.url, result.status, result.body) ? `${status}. ${USE_HTTPS}` : status;
    return { success: false, ...answered, message, error: outcome.code };
  }
  return { success: false, ...answered, message: outcome.message, error: outcome.code };
}
