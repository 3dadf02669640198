/** No connection is given up before so many ms: one that comes late for its attempt serves the next. */
const MIN_MS = 5_000;
const ORIGINS_MAX = 10_000;

/**
 * How long a connection to each origin may take: as long as the longest attempt that was made there. The deadline of the
 * attempt itself is the sender's.
 */
export class ConnectLimits {
  readonly #default: number;
  readonly #origins = new Map<string, number>();

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
}
