/** Failures are counted in windows of so many ms, which begin with the first one. */
export const WINDOW_MS = 60_000;
/** Buckets counted by themselves; further ones share a count. */
const BUCKETS_MAX = 10_000;
const OTHERS = 'others';

/** What failed in one window. */
export interface Failed {
  /** All failures, the same wrong key sent again included. */
  readonly attempts: number;
  /** Failures that were a guess of its own. */
  readonly guesses: number;
  /** Unix ms. */
  readonly endsAt: number;
}

interface Window {
  attempts: number;
  readonly guesses: Set<string>;
  endsAt: number;
}

/** Failures counted by bucket, in bounded memory. Times are Unix ms. */
export class GuessCounts {
  /** In the order in which they end. */
  readonly #windows = new Map<string, Window>();

  /**
   * @param guessesMax distinct guesses that are told apart in one window
   * @param bucketsMax buckets that are counted by themselves
   */
  constructor(
    private readonly guessesMax: number,
    private readonly bucketsMax = BUCKETS_MAX,
  ) {}

  get empty(): boolean {
    return this.#windows.size === 0;
  }

  of(bucket: string, now: number): Failed {
    const window = this.#windows.get(bucket);
    return window && window.endsAt > now ? failedIn(window) : { attempts: 0, guesses: 0, endsAt: now };
  }

  /** Counts a failure. */
  add(bucket: string, guess: string, now: number): Failed {
    this.#forget(now);
    const name = this.#windows.has(bucket) || this.#windows.size < this.bucketsMax ? bucket : OTHERS;
    const window = this.#windows.get(name) ?? { attempts: 0, guesses: new Set(), endsAt: now + WINDOW_MS };
    window.attempts += 1;
    if (window.guesses.size < this.guessesMax) window.guesses.add(guess);
    this.#windows.set(name, window);
    return failedIn(window);
  }

  /** The window of a bucket lasts a whole one longer from now on. */
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

function failedIn({ attempts, guesses, endsAt }: Window): Failed {
  return { attempts, guesses: guesses.size, endsAt };
}
