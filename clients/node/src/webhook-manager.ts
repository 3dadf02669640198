import { randomUUID } from 'node:crypto';
import type { GatewayClientOptions } from './client-options.js';
import { GatewayClientError } from './gateway-client-error.js';
import { GatewayClient, type CloseOptions, type CloseReport } from './gateway-client.js';
import type { EmitOptions } from './new-event.js';
import { resultsOf, type NotificationResult } from './notification-result.js';
import { wordsOf } from './words-of.js';
import type { EndpointTest, GatewayStatus } from './wire.js';

export interface WebhookManagerOptions extends GatewayClientOptions {
  /** How long `sendWebhookNotification` waits for the gateway's word, ms; the event is sent on after it. Default 10,000. */
  readonly maxWaitMs?: number;
  /** Default: the console. */
  readonly logger?: Pick<Console, 'log' | 'warn' | 'error'>;
}

/** The gateway's status as last heard. */
export interface WebhookStatus extends GatewayStatus {
  readonly gateway: {
    /** Whether it answered the last time it was asked; null before the first answer. */
    readonly reachable: boolean | null;
    /** When the figures were heard, ISO 8601; null while they are still all zero. */
    readonly as_of: string | null;
    /** Why the last call failed. */
    readonly error: string | null;
    /** Events that wait in this process. */
    readonly buffered: number;
  };
}

const NOTHING_HEARD: GatewayStatus = {
  active_webhooks: 0,
  total_webhooks: 0,
  total_errors: 0,
  rate_limits: {},
  error_counts: {},
  config: { max_retries: 0, retry_delay: 0, rate_limit: 'unknown', secret_configured: false },
};

/**
 * Takes the place of the class that sent webhooks from inside the job server: the same methods, but the gateway does
 * the work. Nothing here throws into a job.
 */
export class WebhookManager {
  readonly #client: GatewayClient;
  readonly #maxWaitMs: number;
  readonly #logger: Pick<Console, 'log' | 'warn' | 'error'>;
  #heard: { readonly status: GatewayStatus; readonly at: string } | null = null;
  #reachable: boolean | null = null;
  #trouble: string | null = null;
  #asking: Promise<WebhookStatus> | null = null;

  /**
   * @throws TypeError, RangeError where an option cannot be used: at the start of the job server, not in a job
   */
  constructor({ maxWaitMs = 10_000, logger = console, ...options }: WebhookManagerOptions = {}) {
    this.#client = new GatewayClient(options);
    this.#maxWaitMs = maxWaitMs;
    this.#logger = logger;
  }

  /**
   * Reports an event. Never rejects: what went wrong is in the results and in the log.
   *
   * @returns one result for each delivery the gateway has stored, none where no endpoint wants the event; a single
   *   `rejected` or `pending` one where the gateway has not taken it
   */
  async sendWebhookNotification(
    event: string,
    data: object,
    options: EmitOptions = {},
  ): Promise<NotificationResult[]> {
    if (!event || !data) {
      this.#say('error', () => '❌ A webhook notification needs an event and its data');
      return [];
    }
    try {
      const given = { ...options };
      return await this.#send(event, data, { ...given, id: given.id ?? randomUUID() });
    } catch (error) {
      // Options whose getters throw: a caller in JavaScript can hand over anything.
      return this.#rejected(event, 'no id', errorOf(error));
    }
  }

  /**
   * The gateway's figures as last heard, at once as before; asking also fetches newer ones for the next time.
   * Needs an admin key where the gateway has keys.
   */
  getWebhookStatus(): WebhookStatus {
    void this.refreshWebhookStatus();
    return this.#status();
  }

  /** The figures as they are now, or as last heard when the gateway does not answer (`gateway.error` says why). */
  refreshWebhookStatus(): Promise<WebhookStatus> {
    return (this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    }));
  }

  /** Has the gateway send one test event to a URL. Needs an admin key where the gateway has keys. Never rejects. */
  async validateWebhookEndpoint(url: string): Promise<EndpointTest> {
    try {
      return await this.#client.testEndpoint(url);
    } catch (failure) {
      const { message, code, answer } = errorOf(failure);
      const error = (answer ?? (code === 'unavailable' ? 'gateway_unavailable' : code)).toUpperCase();
      return { success: false, status: 0, duration: 0, url, message, error };
    }
  }

  /** Sends what is buffered; call it when the job server stops. */
  close(options?: CloseOptions): Promise<CloseReport> {
    return this.#client.close(options);
  }

  #send(event: string, data: object, options: EmitOptions & { id: string }): Promise<NotificationResult[]> {
    const started = performance.now();
    const { id } = options;
    const settled = this.#client.emit(event, data, options).then(
      (receipt) => resultsOf(receipt, Math.round(performance.now() - started)),
      (error: unknown) => this.#rejected(event, id, errorOf(error)),
    );
    return this.#withinMaxWait(settled, event, id);
  }

  #rejected(event: string, id: string, reason: GatewayClientError): NotificationResult[] {
    const what = (): string => `${wordsOf(event)} (${wordsOf(id)}) - ${reason.message}`;
    this.#say('error', () => `❌ Webhook notification not taken: ${what()}`);
    return [{ status: 'rejected', success: false, reason }];
  }

  async #withinMaxWait(
    settled: Promise<NotificationResult[]>,
    event: string,
    id: string,
  ): Promise<NotificationResult[]> {
    let timer: NodeJS.Timeout | undefined;
    const overdue = new Promise<NotificationResult[]>((resolve) => {
      timer = setTimeout(() => {
        const message = `Not confirmed within ${this.#maxWaitMs} ms; it is kept and sent on.`;
        this.#say('warn', () => `⚠️ Webhook notification waits for the gateway: ${event} (${id})`);
        resolve([{ status: 'pending', success: false, eventId: id, message }]);
      }, this.#maxWaitMs);
    });
    return Promise.race([settled, overdue]).finally(() => clearTimeout(timer));
  }

  async #ask(): Promise<WebhookStatus> {
    try {
      this.#heard = { status: await this.#client.status(), at: new Date().toISOString() };
      this.#reachable = true;
      this.#trouble = null;
    } catch (error) {
      const { code, message } = error as GatewayClientError;
      this.#reachable = code === 'refused';
      this.#trouble = message;
    }
    return this.#status();
  }

  /** A logger that throws must not throw into a job, nor out of a timer. */
  #say(level: 'warn' | 'error', words: () => string): void {
    try {
      this.#logger[level](words());
    } catch (error) {
      process.emitWarning(`The logger of the webhook manager threw: ${wordsOf(error)}`);
    }
  }

  #status(): WebhookStatus {
    const gateway = {
      reachable: this.#reachable,
      as_of: this.#heard?.at ?? null,
      error: this.#trouble,
      buffered: this.#client.buffered.events,
    };
    return { ...(this.#heard?.status ?? NOTHING_HEARD), gateway };
  }
}

/** What was thrown before the gateway was asked comes from what the caller handed over. */
function errorOf(thrown: unknown): GatewayClientError {
  if (thrown instanceof GatewayClientError) return thrown;
  return new GatewayClientError('invalid_event', `It cannot be read: ${wordsOf(thrown)}`, { cause: thrown });
}
