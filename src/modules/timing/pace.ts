/** Steps of a slice, of about 50 ns each: two to three milliseconds. */
const SLICE_STEPS = 50_000;
const STEPS_PER_MS = 20_000;
/** Characters of JSON that are parsed or written in the time of one step. */
const CHARACTERS_PER_STEP = 4;

let lastRest: Promise<unknown> = Promise.resolve();

/**
 * Lets long work yield to the event loop: the work counts its steps and rests whenever it has used up a slice. One of all
 * resting calls continues in each iteration of the event loop, so that an iteration takes a slice at most.
 */
export class Pace {
  #steps = 0;

  /** Counts steps. */
  spend(steps: number): void {
    this.#steps += steps;
  }

  /** Counts the parsing or writing of JSON by its characters. */
  spendOnJson(characters: number): void {
    this.#steps += Math.ceil(characters / CHARACTERS_PER_STEP);
  }

  /** Counts work whose steps nobody counts by the time that it took, ms. */
  spendTime(ms: number): void {
    this.#steps += ms * STEPS_PER_MS;
  }

  /** True where the slice is used up. */
  get isDue(): boolean {
    return this.#steps >= SLICE_STEPS;
  }

  /** Yields to the event loop, and starts a new slice. */
  rest(): Promise<void> {
    this.#steps = 0;
    const rest = lastRest.then(() => new Promise<void>((resolve) => void setImmediate(resolve)));
    lastRest = rest;
    return rest;
  }
}
