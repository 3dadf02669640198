/** Time between two claim rounds without a request, ms: at most. */
const POLL_MS = 1_000;
/** Shortest wait for a due time, ms. */
const MIN_WAIT_MS = 5;

/** The work of a {@link ClaimLoop} and its clock. */
export interface ClaimLoopOptions {
  /** Claims due deliveries; resolves with the time until the next one falls due, ms, or null where none waits. */
  readonly claim: () => Promise<number | null>;
  /** Unix time, ms. */
  readonly now: () => number;
  /** Hears of each claim that fails; the loop goes on. */
  readonly onFailure: (error: unknown) => void;
}

/** Runs claim rounds one at a time: on request, when the next delivery falls due, and once a second in any case. */
export class ClaimLoop {
  readonly #options: ClaimLoopOptions;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #requested = false;
  #stopped = false;
  /** Time at which the timer fires, Unix ms. */
  #timerAt = Infinity;

  constructor(options: ClaimLoopOptions) {
    this.#options = options;
  }

  /** Requests a round, which begins at once or as soon as the round under way is over. */
  request(): void {
    if (this.#stopped) return;
    this.#requested = true;
    this.#running ??= this.#run().finally(() => (this.#running = null));
  }

  /** Requests a round at `time` (Unix ms), when a delivery falls due. */
  dueAt(time: number): void {
    if (!this.#stopped && time < this.#timerAt) this.#setTimer(time);
  }

  /** Begins no further round; resolves when the round under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#clearTimer();
    await this.#running;
  }

  async #run(): Promise<void> {
    let nextInMs: number | null = null;
    while (this.#requested && !this.#stopped) {
      this.#requested = false;
      // Due times that are known now are in the store, where the round finds them.
      this.#clearTimer();
      try {
        nextInMs = await this.#options.claim();
      } catch (error) {
        this.#options.onFailure(error);
      }
    }
    const next = nextInMs === null ? Infinity : this.#options.now() + nextInMs;
    // A delivery that was stored during the round may fall due before all that the round has seen.
    if (this.#timer === null || next < this.#timerAt) this.#setTimer(next);
  }

  #clearTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#timerAt = Infinity;
  }

  #setTimer(time: number): void {
    this.#clearTimer();
    if (this.#stopped) return;
    const now = this.#options.now();
    const wait = Math.min(Math.max(time - now, MIN_WAIT_MS), POLL_MS);
    this.#timerAt = now + wait;
    this.#timer = setTimeout(() => {
      this.#clearTimer();
      this.request();
    }, wait);
  }
}
