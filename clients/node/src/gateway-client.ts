import {
  settingsOf,
  type ClientSettings,
  type EventNote,
  type GatewayClientOptions,
} from './client-options.js';
import { EventBuffer } from './event-buffer.js';
import { bearer, deliver, type Pending } from './event-delivery.js';
import { GatewayClientError } from './gateway-client-error.js';
import { httpCall } from './http-call.js';
import { refusalOf } from './judge.js';
import { newEvent, type EmitOptions } from './new-event.js';
import type { Receipt } from './receipt.js';
import type { EndpointTest, GatewayStatus } from './wire.js';

/** Options of `close`. */
export interface CloseOptions {
  /** Time for buffered events to be sent, ms. Default 10,000. */
  readonly timeoutMs?: number;
}

/** Result of `close`. */
export interface CloseReport {
  /** Buffered events that did not reach the gateway; each was passed to `onDrop`. */
  readonly dropped: number;
}

interface Buffered extends Pending {
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: GatewayClientError) => void;
}

/** Shortest timeout of an endpoint test, ms: the gateway takes up to 5 s. */
const TEST_TIMEOUT_MIN_MS = 8_000;

/**
 * Sends events to the gateway. Every event gets an id and is serialised when it is emitted, waits in memory while the
 * gateway is unreachable, and is sent until the gateway confirms that it is stored.
 */
export class GatewayClient {
  readonly #settings: ClientSettings;
  readonly #buffer: EventBuffer<Buffered>;
  readonly #closing = new AbortController();
  readonly #ended = new AbortController();
  #active = 0;
  #dropped = 0;
  #idle: (() => void) | null = null;
  #closed: Promise<CloseReport> | null = null;

  /** Makes a client. @throws TypeError, RangeError for an invalid option */
  constructor(options: GatewayClientOptions = {}) {
    this.#settings = settingsOf(options, process.env);
    this.#buffer = new EventBuffer(this.#settings);
  }

  /** Unconfirmed events, and their size in bytes. */
  get buffered(): { readonly events: number; readonly bytes: number } {
    return { events: this.#buffer.events, bytes: this.#buffer.bytes };
  }

  /**
   * Resolves once the gateway has stored the event durably.
   * Rejects with a GatewayClientError: `invalid_event`, `buffer_full` and `closed` at once, `refused` when the gateway
   * will never accept it, `gave_up`, `expired`.
   * @param event event type, such as `job.completed`
   * @param data a JSON object, serialised at once
   */
  emit(event: string, data?: object, options: EmitOptions = {}): Promise<Receipt> {
    return new Promise((resolve, reject) => {
      if (this.#closed)
        throw new GatewayClientError('closed', 'The client is closed; this event was not taken.');
      const now = Date.now();
      const expiresAt = now + this.#settings.giveUpAfterMs;
      this.#buffer.add({ ...newEvent(event, data, options, now), expiresAt, resolve, reject });
      this.#pump();
    });
  }

  /** Returns the gateway's `GET /api/webhooks/status`. Rejects with a GatewayClientError: `unavailable`, `refused`. */
  async status(): Promise<GatewayStatus> {
    const { webhooks } = await this.#ask<{ webhooks: GatewayStatus }>('GET', '/api/webhooks/status');
    return webhooks;
  }

  /**
   * Lets the gateway send one `webhook.test` event to a URL.
   * Rejects with a GatewayClientError when the gateway did not test: `unavailable`, `refused`.
   */
  async testEndpoint(url: string): Promise<EndpointTest> {
    const body = JSON.stringify({ url });
    const { test_result } = await this.#ask<{ test_result: EndpointTest }>(
      'POST',
      '/api/webhooks/test',
      body,
    );
    return test_result;
  }

  /**
   * Stops accepting events, sends the buffered ones, and resolves when all are confirmed or the time is up. The rest is
   * rejected with `closed`; the gateway may or may not have it. A second call waits for the first.
   */
  close({ timeoutMs = 10_000 }: CloseOptions = {}): Promise<CloseReport> {
    return (this.#closed ??= this.#close(timeoutMs));
  }

  async #close(timeoutMs: number): Promise<CloseReport> {
    this.#dropped = 0;
    this.#closing.abort();
    const overdue = setTimeout(() => this.#end(), timeoutMs);
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
      this.#restIfIdle();
    });
    clearTimeout(overdue);
    this.#ended.abort();
    return { dropped: this.#dropped };
  }

  #end(): void {
    this.#ended.abort();
    const message = 'The client was closed before the event could be sent.';
    for (let item = this.#buffer.take(); item; item = this.#buffer.take()) {
      this.#drop(item, new GatewayClientError('closed', message), 0);
    }
    this.#restIfIdle();
  }

  #pump(): void {
    while (this.#active < this.#settings.concurrency && !this.#ended.signal.aborted) {
      const item = this.#buffer.take();
      if (item === undefined) break;
      this.#active += 1;
      void this.#deliver(item);
    }
  }

  async #deliver(item: Buffered): Promise<void> {
    let attempts = 0;
    const ending = { closing: this.#closing.signal, ended: this.#ended.signal };
    try {
      const receipt = await deliver(item, this.#settings, ending, (error, attempt) => {
        attempts = attempt;
        this.#call(() => this.#settings.onError(error, noteOf(item, attempt)));
      });
      this.#buffer.release(item);
      item.resolve(receipt);
    } catch (error) {
      this.#drop(item, error as GatewayClientError, attempts + 1);
    }
    this.#active -= 1;
    this.#pump();
    this.#restIfIdle();
  }

  #drop(item: Buffered, error: GatewayClientError, attempts: number): void {
    this.#dropped += 1;
    this.#buffer.release(item);
    item.reject(error);
    this.#call(() => this.#settings.onDrop(noteOf(item, attempts), error));
  }

  /** Runs a callback; an error in it must not stop the sending. */
  #call(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      process.emitWarning(`A callback of the gateway client threw: ${String(error)}`);
    }
  }

  #restIfIdle(): void {
    if (this.#buffer.events === 0 && this.#active === 0) this.#idle?.();
  }

  async #ask<Answer>(method: 'GET' | 'POST', path: string, body?: string): Promise<Answer> {
    const { baseUrl, adminKey, timeoutMs, fetch } = this.#settings;
    const call = {
      url: baseUrl + path,
      method,
      headers: { 'Content-Type': 'application/json', ...bearer(adminKey) },
      timeoutMs: body === undefined ? timeoutMs : Math.max(timeoutMs, TEST_TIMEOUT_MIN_MS),
      ...(body === undefined ? {} : { body }),
    };
    const result = await httpCall(call, fetch, this.#ended.signal);
    if (result.kind === 'no-answer') {
      const message = `The gateway gave no answer: ${result.message}`;
      throw new GatewayClientError('unavailable', message, { cause: result.cause });
    }
    if (result.status !== 200) throw refusalOf(result);
    const success = (result.body as { success?: unknown } | null)?.success;
    if (success === true) return result.body as Answer;
    throw new GatewayClientError('unavailable', 'The answer is not one of the gateway; is its URL right?');
  }
}

function noteOf({ id, event }: Pending, attempts: number): EventNote {
  return { id, event, attempts };
}
