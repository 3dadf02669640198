/** Limits of requests, and of their events, that wait for an outcome: over all keys, and per key. */
export const WAITS_MAX = { requests: 1_000, events: 8_000 } as const;
/** Limits per key. */
export const WAITS_OF_A_KEY_MAX = { requests: 500, events: 4_000 } as const;

interface Count {
  requests: number;
  events: number;
}

/** Counts waiting requests, to bound their memory and queries. */
export class WaitQuota {
  readonly #all: Count = { requests: 0, events: 0 };
  readonly #byKey = new Map<string, Count>();

  /**
   * Reserves room for one request of this key that waits for `events` events. Returns the function that frees it; null
   * when there is no room.
   */
  reserve(key: string, events: number): (() => void) | null {
    const own = this.#byKey.get(key) ?? { requests: 0, events: 0 };
    if (!hasRoom(this.#all, events, WAITS_MAX) || !hasRoom(own, events, WAITS_OF_A_KEY_MAX)) return null;
    this.#byKey.set(key, own);
    add([this.#all, own], 1, events);
    return () => {
      add([this.#all, own], -1, -events);
      if (own.requests === 0) this.#byKey.delete(key);
    };
  }
}

function hasRoom(taken: Count, events: number, max: Readonly<Count>): boolean {
  return taken.requests < max.requests && taken.events + events <= max.events;
}

function add(counts: readonly Count[], requests: number, events: number): void {
  for (const count of counts) {
    count.requests += requests;
    count.events += events;
  }
}
