import type { Key } from './key.js';

const MINUTE_MS = 60_000;

interface Window {
  readonly endsAt: number;
  count: number;
}

/** Counts the requests of keys with a limit, in minutes that begin with a request. One entry a key with a limit. */
export class KeyRates {
  readonly #windows = new Map<string, Window>();

  /**
   * Counts a request at `now` (Unix ms). Returns 0 where it is within the limit, else the time, ms, until the next
   * minute begins; refused requests do not count.
   */
  take({ id, rate }: Pick<Key, 'id' | 'rate'>, now: number): number {
    if (id === null || rate === null) return 0;
    const known = this.#windows.get(id);
    // A clock that was set back must not hold a key up for longer than a minute.
    const open = known !== undefined && known.endsAt > now && known.endsAt - now <= MINUTE_MS;
    const window = open ? known : { endsAt: now + MINUTE_MS, count: 0 };
    if (!open) this.#windows.set(id, window);
    if (window.count >= rate) return window.endsAt - now;
    window.count += 1;
    return 0;
  }
}
