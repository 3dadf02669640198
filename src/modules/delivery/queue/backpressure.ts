/** How long an event waits for a place in memory before it takes the way through the store, ms. */
const MAX_WAIT_MS = 50;

/** Events that wait for room in a lane, each until it is its turn or its patience has ended. */
export class Backpressure {
  readonly #lanes = new Map<string, Set<() => void>>();

  /** Resolves when all those lanes have had room, or after the patience. */
  async wait(endpointIds: readonly string[]): Promise<void> {
    await Promise.all(endpointIds.map((id) => this.#one(id)));
  }

  /** A place has become free: whoever came first goes on. */
  freed(endpointId: string): void {
    const [first] = this.#lanes.get(endpointId) ?? [];
    first?.();
  }

  #one(endpointId: string): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting(endpointId);
      const goOn = (): void => {
        clearTimeout(timer);
        waiting.delete(goOn);
        resolve();
      };
      const timer = setTimeout(goOn, MAX_WAIT_MS);
      waiting.add(goOn);
    });
  }

  #waiting(endpointId: string): Set<() => void> {
    const known = this.#lanes.get(endpointId) ?? new Set();
    this.#lanes.set(endpointId, known);
    return known;
  }
}
