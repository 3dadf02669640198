/** No connection is given up before so many ms: one that comes late for its attempt serves the next. */
const MIN_MS = 5_000;
const ORIGINS_MAX = 10_000;

/** A connection that is being made. */
export interface Pending {
  /** Gives it up, with this error. */
  stop(error: Error): void;
}

/**
 * Bounds the connections that are being made: each by the longest attempt that was made to its origin, all of them by the
 * life of the gateway. The deadline of an attempt itself is the sender's.
 */
export class ConnectLimits {
  readonly #default: number;
  readonly #origins = new Map<string, number>();
  readonly #pending = new Set<Pending>();

  /** @param defaultMs for origins without an attempt so far */
  constructor(defaultMs: number) {
    this.#default = Math.max(defaultMs, MIN_MS);
  }

  /** ms */
  of(origin: string): number {
    return this.#origins.get(origin) ?? this.#default;
  }

  /** At least so many ms from now on. */
  raise(origin: string, ms: number): void {
    if (ms <= this.#default || ms <= this.of(origin)) return;
    if (this.#origins.size >= ORIGINS_MAX) this.#origins.clear();
    this.#origins.set(origin, ms);
  }

  began(pending: Pending): void {
    this.#pending.add(pending);
  }

  ended(pending: Pending): void {
    this.#pending.delete(pending);
  }

  /** Gives up what is being made, so that nothing keeps the process. */
  stopAll(): void {
    for (const pending of this.#pending) pending.stop(new Error('the gateway stops'));
  }
}
