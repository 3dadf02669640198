import type { EventTally } from '../store/event-store.js';

/** One request that waits until no delivery of its events is open. */
export class Wait {
  /** Ids of events with open deliveries, as last read. */
  readonly open: Set<string>;
  readonly #tallies = new Map<string, EventTally>();
  readonly #ended = Promise.withResolvers<void>();
  /** Resolves when no event is open, or when the wait was ended. */
  readonly ended: Promise<void> = this.#ended.promise;

  constructor(eventIds: Iterable<string>) {
    this.open = new Set(eventIds);
    if (this.open.size === 0) this.#ended.resolve();
  }

  /** Takes the stored state of one of its events; null: the event is not stored (any more). */
  update(eventId: string, tally: EventTally | null): void {
    if (tally) this.#tallies.set(eventId, tally);
    if (tally && tally.open > 0) return;
    this.open.delete(eventId);
    if (this.open.size === 0) this.#ended.resolve();
  }

  /** Returns the last known state of an event; undefined when it was never read. */
  tally(eventId: string): EventTally | undefined {
    return this.#tallies.get(eventId);
  }

  end(): void {
    this.#ended.resolve();
  }
}
