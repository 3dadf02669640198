/** One write to the database, as it was carried out. */
export interface Commit {
  /** Calls that shared it. */
  readonly calls: number;
  /** From its first statement to its last byte on the disk, ms. */
  readonly durationMs: number;
}

/** Tells of writes that succeeded; those who listen must not throw. Nothing is made while nobody listens. */
export class Commits {
  #listener: ((commit: Commit) => void) | null = null;

  /** One at a time: the last one given hears. */
  listen(listener: (commit: Commit) => void): void {
    this.#listener = listener;
  }

  publish(calls: number, durationMs: number): void {
    this.#listener?.({ calls, durationMs });
  }
}
