/** How an endpoint is paused that asks for fewer requests. */
export interface SlowDownPolicy {
  /** First pause where the target names no time, ms; doubles with each further request to slow down. */
  readonly firstMs: number;
  /** Upper bound of the doubling, ms. */
  readonly maxMs: number;
}

export const SLOW_DOWN: SlowDownPolicy = { firstMs: 2_000, maxMs: 300_000 };

/** Jitter adds at most this part of a pause; it never takes away from one that the target named. */
const JITTER = 0.25;

/** What an answer that asks for fewer requests says; times are ms of one steady clock. */
export interface Asked {
  /** When its request began. */
  readonly startedAt: number;
  readonly now: number;
  /** The pause that the target named, ms; null where it named none. */
  readonly hintMs: number | null;
  /** A number in [0, 1), for the jitter. */
  readonly random: number;
}

/** What becomes of the endpoint. */
export interface Pause {
  /** So long it gets nothing, ms. */
  readonly forMs: number;
  /** False where it had been paused already when the request was answered. */
  readonly isNew: boolean;
}

/**
 * The pauses of one endpoint that asks for fewer requests. Each pause ends with a single request; while that one is
 * answered in the same way, the pauses grow. After a success twice as many requests at once are allowed with each further one.
 */
export class SlowDown {
  readonly #policy: SlowDownPolicy;
  #repeats = 0;
  #until = -Infinity;
  #allowance = Infinity;

  constructor(policy: SlowDownPolicy = SLOW_DOWN) {
    this.#policy = policy;
  }

  /** Requests that may be in flight at once, once the pause is over. */
  get allowance(): number {
    return this.#allowance;
  }

  /** Answers to requests of before the pause only make it as long as they ask. */
  asked({ startedAt, now, hintMs, random }: Asked): Pause {
    const early = this.#isEarly(startedAt);
    if (!early) this.#repeats++;
    const pause = early ? (hintMs ?? 0) : Math.max(hintMs ?? 0, this.#grown(hintMs, random));
    this.follow(Math.max(this.#until, now + Math.ceil(pause)));
    return { forMs: Math.max(0, this.#until - now), isNew: !early };
  }

  /** Another node of the gateway was asked: quiet until then, and afterwards one request at a time until one succeeds. */
  follow(until: number): void {
    this.#until = Math.max(this.#until, until);
    this.#allowance = 1;
  }

  /** The pause ends at once: a single request is tried, as at the end of any pause. */
  lift(): void {
    this.#until = -Infinity;
    this.#allowance = 1;
  }

  /** The target took a request that began at `startedAt`. `enough`: requests at once that the endpoint may have. */
  succeeded(startedAt: number, enough: number): void {
    if (this.#allowance === Infinity || this.#isEarly(startedAt)) return;
    this.#repeats = 0;
    this.#allowance *= 2;
    if (this.#allowance >= enough) this.#allowance = Infinity;
  }

  /** Durations are rounded to a ms. */
  #isEarly(startedAt: number): boolean {
    return startedAt + 1 < this.#until;
  }

  /** A time that the target names is believed twice; where it proves too short again, the pauses grow past it. */
  #grown(hintMs: number | null, random: number): number {
    const repeats = hintMs ? this.#repeats - 2 : this.#repeats;
    if (repeats <= 0) return 0;
    const pause = Math.min(this.#policy.firstMs * 2 ** (repeats - 1), this.#policy.maxMs);
    return pause + pause * JITTER * random;
  }
}
