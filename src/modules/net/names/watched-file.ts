import { readFileSync, statSync } from 'node:fs';

/** How long the file is not looked at again, ms. */
const GLANCE_MS = 1_000;

/**
 * A small file of the system that is read again once it has changed, at the latest a second later. One that is not there or
 * cannot be read is empty.
 */
export class WatchedFile<T> {
  readonly #path: string;
  readonly #read: (text: string) => T;
  readonly #now: () => number;
  #value: T;
  #seen: string | null = null;
  #lookAgainAt = -Infinity;

  /** @param now a steady clock, ms */
  constructor(path: string, read: (text: string) => T, now: () => number = () => performance.now()) {
    this.#path = path;
    this.#read = read;
    this.#now = now;
    this.#value = read('');
  }

  /** What the file says now. */
  get value(): T {
    const now = this.#now();
    if (now >= this.#lookAgainAt) {
      this.#lookAgainAt = now + GLANCE_MS;
      this.#refresh();
    }
    return this.#value;
  }

  #refresh(): void {
    const state = this.#state();
    if (state === this.#seen) return;
    this.#seen = state;
    this.#value = this.#read(this.#text());
  }

  #state(): string {
    const found = statSync(this.#path, { throwIfNoEntry: false });
    return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : '';
  }

  #text(): string {
    try {
      return readFileSync(this.#path, 'utf8');
    } catch {
      return '';
    }
  }
}
