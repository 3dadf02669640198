import { randomUUID } from 'node:crypto';
import type { GatewayClientOptions } from './client-options.js';
import { GatewayClientError } from './gateway-client-error.js';
import { GatewayClient, type CloseOptions, type CloseReport } from './gateway-client.js';
import type { EmitOptions } from './new-event.js';
import { resultsOf, type NotificationResult } from './notification-result.js';
import { errorMessage } from './error-message.js';
import type { EndpointTest, GatewayStatus } from './wire.js';

/** Options of {@link WebhookManager}. */
export interface WebhookManagerOptions extends GatewayClientOptions {
  /**
   * Longest time that `sendWebhookNotification` waits for the gateway, ms; sending goes on after it. Default 10,000.
   */
  readonly maxWaitMs?: number;
  /** Logger. Default: the console. */
  readonly logger?: Pick<Console, 'log' | 'warn' | 'error'>;
}

/** The gateway's status as last received. */
export interface WebhookStatus extends GatewayStatus {
  readonly gateway: {
    /** Whether the gateway answered the last call; null before the first answer. */
    readonly reachable: boolean | null;
    /** Time when the figures were received, ISO 8601; null while they are still all zero. */
    readonly as_of: string | null;
    /** Reason why the last call failed. */
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
 * Replaces the class that sent webhooks from inside the job server, with the same methods; the gateway does the work.
 * No method throws into a job.
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
   * Makes a manager. @throws TypeError, RangeError for an invalid option, at the start of the job server, not in a job
   */
  constructor({ maxWaitMs = 10_000, logger = console, ...options }: WebhookManagerOptions = {}) {
    this.#client = new GatewayClient(options);
    this.#maxWaitMs = maxWaitMs;
    this.#logger = logger;
  }

  /**
   * Sends an event. Never rejects: failures are in the results and in the log.
   * @returns one result for each delivery that the gateway has stored, none when no endpoint subscribes to the event; a
   * single `rejected` or `pending` one when the gateway has not accepted it
   */
  async sendWebhookNotification(
    event: string,
    data: object,
    options: EmitOptions = {},
  ): Promise<NotificationResult[]> {
    if (!event || !data) {
      this.#log('error', () => '❌ A webhook notification needs an event and its data');
      return [];
    }
    try {
      const given = { ...options };
      return await this.#send(event, data, { ...given, id: given.id ?? randomUUID() });
    } catch (error) {
      // A caller in JavaScript may pass options whose getters throw.
      return this.#rejected(event, 'no id', errorOf(error));
    }
  }

  /**
   * Returns the gateway's figures as last received, at once; the call also fetches newer ones for the next time.
   * Needs an admin key where the gateway has keys.
   */
  getWebhookStatus(): WebhookStatus {
    void this.refreshWebhookStatus();
    return this.#status();
  }

  /**
   * Returns the current figures, or those last received when the gateway does not answer (`gateway.error` names the
   * reason).
   */
  refreshWebhookStatus(): Promise<WebhookStatus> {
    return (this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    }));
  }

  /** Lets the gateway send one test event to a URL. Needs an admin key where the gateway has keys. Never rejects. */
  async validateWebhookEndpoint(url: string): Promise<EndpointTest> {
    try {
      return await this.#client.testEndpoint(url);
    } catch (failure) {
      const { message, code, answer } = errorOf(failure);
      const error = (answer ?? (code === 'unavailable' ? 'gateway_unavailable' : code)).toUpperCase();
      return { success: false, status: 0, duration: 0, url, message, error };
    }
  }

  /** Sends the buffered events; call it when the job server stops. */
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
    const what = (): string => `${errorMessage(event)} (${errorMessage(id)}) - ${reason.message}`;
    this.#log('error', () => `❌ Webhook notification not taken: ${what()}`);
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
        this.#log('warn', () => `⚠️ Webhook notification waits for the gateway: ${event} (${id})`);
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

  /** Logs; an error of the logger must not reach a job or a timer. */
  #log(level: 'warn' | 'error', words: () => string): void {
    try {
      this.#logger[level](words());
    } catch (error) {
      process.emitWarning(`The logger of the webhook manager threw: ${errorMessage(error)}`);
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

/** Converts an error that was thrown before the gateway was called, because of the caller's arguments. */
function errorOf(thrown: unknown): GatewayClientError {
  if (thrown instanceof GatewayClientError) return thrown;
  return new GatewayClientError('invalid_event', `It cannot be read: ${errorMessage(thrown)}`, {
    cause: thrown,
  });
}
