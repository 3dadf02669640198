import { readFileSync, statSync } from 'node:fs';

/** Interval between two checks of the file, ms. */
const RECHECK_MS = 1_000;

/**
 * Caches a small file of the system and reads it again at most one second after it changed. A missing or unreadable
 * file counts as empty.
 */
export class WatchedFile<T> {
  readonly #path: string;
  readonly #read: (text: string) => T;
  readonly #now: () => number;
  #value: T;
  #seen: string | null = null;
  #lookAgainAt = -Infinity;

  /** @param now steady clock, ms */
  constructor(path: string, read: (text: string) => T, now: () => number = () => performance.now()) {
    this.#path = path;
    this.#read = read;
    this.#now = now;
    this.#value = read('');
  }

  /** Content of the file, up to one second old. */
  get value(): T {
    const now = this.#now();
    if (now >= this.#lookAgainAt) {
      this.#lookAgainAt = now + RECHECK_MS;
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
