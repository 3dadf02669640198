import { setTimeout as sleep } from 'node:timers/promises';
import pg, { type ClientConfig } from 'pg';
import { CHANNEL } from './postgres-notifier.js';

const RETRY_MS = 250;
const RETRY_MAX_MS = 10_000;
/** Interval of a query that finds out whether the connection has silently died, ms. */
const PROBE_MS = 30_000;

/** Listens for the notifications of other gateways on one connection; reconnects, after a longer pause each time it fails. */
export class Listener {
  readonly #config: ClientConfig;
  readonly #ownSender: string;
  readonly #watchers = new Set<() => void>();
  readonly #closing = new AbortController();
  #listening: Promise<void> | undefined;

  constructor(config: ClientConfig, ownSender: string) {
    this.#config = config;
    this.#ownSender = ownSender;
  }

  /** Calls `watcher` for each notification, and after each connect, as notifications sent before are lost. */
  watch(watcher: () => void): () => void {
    // A new function, so that the same watcher can be added twice.
    const entry = () => watcher();
    this.#watchers.add(entry);
    this.#listening ??= this.#listen();
    return () => void this.#watchers.delete(entry);
  }

  async close(): Promise<void> {
    this.#watchers.clear();
    this.#closing.abort();
    await this.#listening;
  }

  async #listen(): Promise<void> {
    let failures = 0;
    while (!this.#closing.signal.aborted) {
      const connected = await this.#session();
      failures = connected ? 0 : failures + 1;
      await pause(Math.min(RETRY_MS * 2 ** failures, RETRY_MAX_MS), this.#closing.signal);
    }
  }

  /** Listens until the connection breaks or the store closes; false where it could not connect. */
  async #session(): Promise<boolean> {
    const client = new pg.Client(this.#config);
    const broken = new AbortController();
    let listening = false;
    client.on('error', () => broken.abort());
    client.on('end', () => broken.abort());
    client.on('notification', ({ payload }) => {
      if (payload !== this.#ownSender) this.#wake();
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      listening = true;
      this.#wake();
      await this.#probeUntil(AbortSignal.any([broken.signal, this.#closing.signal]), client);
      return true;
    } catch {
      return listening;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async #probeUntil(over: AbortSignal, client: pg.Client): Promise<void> {
    for (;;) {
      await pause(PROBE_MS, over);
      if (over.aborted) return;
      await client.query('select 1');
    }
  }

  #wake(): void {
    for (const watcher of this.#watchers) watcher();
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
