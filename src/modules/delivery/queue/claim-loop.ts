/** Claims are also made this often, whatever nobody said; ms. */
const POLL_MS = 1_000;
/** The least pause before the next due time is looked at again, ms. */
const SOON_MS = 5;

export interface ClaimLoopOptions {
  /** Claims what is due; resolves with the span (ms) until the next falls due, or null. */
  readonly claim: () => Promise<number | null>;
  /** Unix time, ms. */
  readonly now: () => number;
  readonly onFailure: (error: unknown) => void;
}

/** Runs claim rounds one at a time: when asked, when the next delivery falls due, and every second to be safe. */
export class ClaimLoop {
  readonly #options: ClaimLoopOptions;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  /** When the timer goes off; Unix ms. */
  #alarmAt = Infinity;

  constructor(options: ClaimLoopOptions) {
    this.#options = options;
  }

  /** Asks for a round as soon as the one under way, if any, is over. */
  request(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#running ??= this.#run().finally(() => (this.#running = null));
  }

  /** Something falls due at that time (Unix ms). */
  dueAt(time: number): void {
    if (!this.#stopped && time < this.#alarmAt) this.#arm(time);
  }

  /** Resolves when the round under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    let nextInMs: number | null = null;
    while (this.#again && !this.#stopped) {
      this.#again = false;
      try {
        nextInMs = await this.#options.claim();
      } catch (error) {
        this.#options.onFailure(error);
      }
    }
    this.#alarmAt = Infinity;
    this.#arm(nextInMs === null ? Infinity : this.#options.now() + nextInMs);
  }

  #arm(time: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#stopped) return;
    const now = this.#options.now();
    const wait = Math.min(Math.max(time - now, SOON_MS), POLL_MS);
    this.#alarmAt = now + wait;
    this.#timer = setTimeout(() => this.request(), wait);
  }
}
