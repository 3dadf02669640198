import { BoundedCache } from '../../model/bounded-cache.js';

/** Shortest limit of a connection, ms: a connection that is late for its attempt serves the next one. */
const MIN_CONNECT_MS = 5_000;
const ORIGINS_MAX = 10_000;

/** A connection that is being made. */
export interface PendingConnection {
  /** Stops making it; the waiting request fails with `error`. */
  stop(error: Error): void;
}

/**
 * Bounds the time for making a connection: by the longest timeout of the attempts at its origin, and by the life of the gateway. The
 * sender bounds the attempt itself.
 */
export class ConnectLimits {
  readonly #default: number;
  /** The raised limits by origin; `ms` is the default until an attempt raises it. */
  readonly #origins: BoundedCache<string, { ms: number }>;
  readonly #pending = new Set<PendingConnection>();

  /** @param defaultMs limit of origins without an attempt so far */
  constructor(defaultMs: number) {
    this.#default = Math.max(defaultMs, MIN_CONNECT_MS);
    this.#origins = new BoundedCache(ORIGINS_MAX, () => ({ ms: this.#default }));
  }

  /** The limit of an origin, ms. */
  of(origin: string): number {
    return this.#origins.get(origin).ms;
  }

  /** Raises the limit of an origin to `ms`, where it is lower. */
  raise(origin: string, ms: number): void {
    if (ms <= this.#default) return;
    const limit = this.#origins.get(origin);
    limit.ms = Math.max(limit.ms, ms);
  }

  /** Counts a connection that begins to be made. */
  began(pending: PendingConnection): void {
    this.#pending.add(pending);
  }

  /** Counts a connection that is made or has failed. */
  ended(pending: PendingConnection): void {
    this.#pending.delete(pending);
  }

  /** Stops all connections that are being made, so that none keeps the process alive. */
  stopAll(): void {
    for (const pending of this.#pending) pending.stop(new Error('the gateway stops'));
  }
}
