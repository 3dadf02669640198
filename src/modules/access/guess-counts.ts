/** Length of a window of counting, ms; it begins with the first failure. */
export const WINDOW_MS = 60_000;
/** Maximum of buckets with a count of their own; further ones share a count. */
const BUCKETS_MAX = 10_000;
const OTHERS = 'others';

/** Failures in one window. */
export interface FailureCount {
  /** All failures, repeated wrong keys included. */
  readonly attempts: number;
  /** Different wrong keys. */
  readonly guesses: number;
  /** End of the window, Unix ms. */
  readonly endsAt: number;
}

interface Window {
  attempts: number;
  readonly guesses: Set<string>;
  endsAt: number;
}

/** Counts failures by bucket, in bounded memory. Times are Unix ms. */
export class GuessCounts {
  /** Windows in the order of their ends. */
  readonly #windows = new Map<string, Window>();

  /**
   * @param guessesMax maximum of different guesses remembered per window
   * @param bucketsMax maximum of buckets with a count of their own
   */
  constructor(
    private readonly guessesMax: number,
    private readonly bucketsMax = BUCKETS_MAX,
  ) {}

  get empty(): boolean {
    return this.#windows.size === 0;
  }

  of(bucket: string, now: number): FailureCount {
    const window = this.#windows.get(bucket);
    return window && window.endsAt > now ? failedIn(window) : { attempts: 0, guesses: 0, endsAt: now };
  }

  /** Counts a failure and returns the counts of its window. */
  add(bucket: string, guess: string, now: number): FailureCount {
    this.#forget(now);
    const name = this.#windows.has(bucket) || this.#windows.size < this.bucketsMax ? bucket : OTHERS;
    const window = this.#windows.get(name) ?? { attempts: 0, guesses: new Set(), endsAt: now + WINDOW_MS };
    window.attempts += 1;
    if (window.guesses.size < this.guessesMax) window.guesses.add(guess);
    this.#windows.set(name, window);
    return failedIn(window);
  }

  /** Lets the window of a bucket end a full window from now. */
  extend(bucket: string, now: number): void {
    const window = this.#windows.get(bucket);
    if (window === undefined) return;
    window.endsAt = now + WINDOW_MS;
    this.#windows.delete(bucket);
    this.#windows.set(bucket, window);
  }

  #forget(now: number): void {
    for (const [bucket, { endsAt }] of this.#windows) {
      if (endsAt > now) return;
      this.#windows.delete(bucket);
    }
  }
}

function failedIn({ attempts, guesses, endsAt }: Window): FailureCount {
  return { attempts, guesses: guesses.size, endsAt };
}
