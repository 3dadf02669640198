/** The pauses of an endpoint whose target asks for fewer requests. */
export interface SlowDownPolicy {
  /** First pause where the target names no time, ms; doubles with each further request to slow down. */
  readonly firstMs: number;
  /** Upper bound of the doubling, ms. */
  readonly maxMs: number;
}

/** The policy of every endpoint. */
export const SLOW_DOWN: SlowDownPolicy = { firstMs: 2_000, maxMs: 300_000 };

/** Largest part of a pause that jitter adds; jitter never shortens a pause that the target named. */
const JITTER = 0.25;

/** An answer that asks for fewer requests; times are ms of one steady clock. */
export interface SlowDownRequest {
  /** Start of the request. */
  readonly startedAt: number;
  readonly now: number;
  /** Pause that the target named, ms; null where it named none. */
  readonly hintMs: number | null;
  /** In [0, 1), for the jitter. */
  readonly random: number;
}

/** The pause of an endpoint after an answer that asks for fewer requests. */
export interface Pause {
  /** Remaining time without requests, ms. */
  readonly forMs: number;
  /** False where the endpoint was paused already when the request was answered. */
  readonly isNew: boolean;
}

/**
 * Paces one endpoint whose target asks for fewer requests. Each pause ends with a single request; while that request gets the same
 * answer, the pauses grow. After a success, each further success doubles the requests allowed in flight.
 */
export class SlowDown {
  readonly #policy: SlowDownPolicy;
  #repeats = 0;
  #until = -Infinity;
  #allowance = Infinity;

  constructor(policy: SlowDownPolicy = SLOW_DOWN) {
    this.#policy = policy;
  }

  /** Requests that may be in flight after the pause; Infinity where the target asks for nothing. */
  get allowance(): number {
    return this.#allowance;
  }

  /** Pauses the endpoint. The answer to a request that began before the pause ended extends the pause only as far as it asks. */
  pause({ startedAt, now, hintMs, random }: SlowDownRequest): Pause {
    const isStale = this.#beganBeforePauseEnded(startedAt);
    if (!isStale) this.#repeats++;
    const pause = isStale ? (hintMs ?? 0) : Math.max(hintMs ?? 0, this.#backoff(hintMs, random));
    this.pauseUntil(Math.max(this.#until, now + Math.ceil(pause)));
    return { forMs: Math.max(0, this.#until - now), isNew: !isStale };
  }

  /** Pauses the endpoint until `until`; afterwards it gets one request at a time until one succeeds. */
  pauseUntil(until: number): void {
    this.#until = Math.max(this.#until, until);
    this.#allowance = 1;
  }

  /** Ends the pause at once; a single request follows, as after any pause. */
  endPause(): void {
    this.#until = -Infinity;
    this.#allowance = 1;
  }

  /** Counts a success of a request that began at `startedAt`. Allows all requests again once `concurrency` may be in flight. */
  succeeded(startedAt: number, concurrency: number): void {
    if (this.#allowance === Infinity || this.#beganBeforePauseEnded(startedAt)) return;
    this.#repeats = 0;
    this.#allowance *= 2;
    if (this.#allowance >= concurrency) this.#allowance = Infinity;
  }

  /** True for a request that began before the pause ended. Durations are rounded to 1 ms, so 1 ms is tolerated. */
  #beganBeforePauseEnded(startedAt: number): boolean {
    return startedAt + 1 < this.#until;
  }

  /** The gateway's own pause, ms. 0 for the first two times that the target names one; then its pause has proved too short. */
  #backoff(hintMs: number | null, random: number): number {
    const repeats = hintMs ? this.#repeats - 2 : this.#repeats;
    if (repeats <= 0) return 0;
    const pause = Math.min(this.#policy.firstMs * 2 ** (repeats - 1), this.#policy.maxMs);
    return pause + pause * JITTER * random;
  }
}
