/** One write to the database, as it was carried out. */
export interface Commit {
  /** Calls that shared the commit. */
  readonly calls: number;
  /** Time from the first statement to the last byte on the disk, ms. */
  readonly durationMs: number;
}

/** Publishes successful writes to one listener, which must not throw. */
export class Commits {
  #listener: ((commit: Commit) => void) | null = null;

  /** Replaces the listener. */
  listen(listener: (commit: Commit) => void): void {
    this.#listener = listener;
  }

  publish(calls: number, durationMs: number): void {
    this.#listener?.({ calls, durationMs });
  }
}
