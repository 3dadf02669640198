/** Longest wait of an event for room in memory, ms; then it goes through the store. */
const MAX_WAIT_MS = 50;

/** Delays events whose lanes have no room in memory, each until room is released or {@link MAX_WAIT_MS} has passed. */
export class Backpressure {
  readonly #lanes = new Map<string, Set<() => void>>();

  /** Resolves when each of the lanes has released room for this event, at the latest after {@link MAX_WAIT_MS}. */
  async wait(endpointIds: readonly string[]): Promise<void> {
    await Promise.all(endpointIds.map((id) => this.#waitFor(id)));
  }

  /** Lets the event go on that has waited longest for room in the lane. */
  released(endpointId: string): void {
    const [first] = this.#lanes.get(endpointId) ?? [];
    first?.();
  }

  #waitFor(endpointId: string): Promise<void> {
    return new Promise((resolve) => {
      const waiters = this.#waitersOf(endpointId);
      const proceed = (): void => {
        clearTimeout(timer);
        waiters.delete(proceed);
        resolve();
      };
      const timer = setTimeout(proceed, MAX_WAIT_MS);
      waiters.add(proceed);
    });
  }

  #waitersOf(endpointId: string): Set<() => void> {
    const known = this.#lanes.get(endpointId) ?? new Set();
    this.#lanes.set(endpointId, known);
    return known;
  }
}
