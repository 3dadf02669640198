/** Steps of some 50 ns after which others get their turn: two to three milliseconds. */
const SLICE = 50_000;
/** Characters of JSON that are read or written in the time of one step. */
const CHARACTERS_PER_STEP = 4;

let lastTurn: Promise<unknown> = Promise.resolve();

/**
 * Lets long work give way: it counts its steps, and rests whenever a slice is used up. Of all that rests, one goes on in each
 * turn of the event loop, so that a turn takes no longer however many calls are under way.
 */
export class Pace {
  #steps = 0;

  /** Counts steps. */
  spend(steps: number): void {
    this.#steps += steps;
  }

  /** Counts the reading or writing of so many characters of JSON. */
  spendOnJson(characters: number): void {
    this.#steps += Math.ceil(characters / CHARACTERS_PER_STEP);
  }

  /** True where the slice is used up. */
  get isDue(): boolean {
    return this.#steps >= SLICE;
  }

  /** Resolves when the event loop has had a turn; a new slice begins. */
  rest(): Promise<void> {
    this.#steps = 0;
    const turn = lastTurn.then(() => new Promise<void>((resolve) => void setImmediate(resolve)));
    lastTurn = turn;
    return turn;
  }
}
