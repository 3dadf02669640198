import type { EventTally } from '../store/event-store.js';

/** One request that waits until no delivery of its events is open. */
export class Wait {
  /** Ids of events with deliveries that are open, as far as is known. */
  readonly open: Set<string>;
  readonly #tallies = new Map<string, EventTally>();
  readonly #over = Promise.withResolvers<void>();
  /** Resolves when no event is open any more, or when the wait was ended. */
  readonly over: Promise<void> = this.#over.promise;

  constructor(eventIds: Iterable<string>) {
    this.open = new Set(eventIds);
    if (this.open.size === 0) this.#over.resolve();
  }

  /** What the store says of one of its events; null: the event is not stored (any more). */
  see(eventId: string, tally: EventTally | null): void {
    if (tally) this.#tallies.set(eventId, tally);
    if (tally && tally.open > 0) return;
    this.open.delete(eventId);
    if (this.open.size === 0) this.#over.resolve();
  }

  /** The last that was seen of an event; undefined where nothing was. */
  tally(eventId: string): EventTally | undefined {
    return this.#tallies.get(eventId);
  }

  end(): void {
    this.#over.resolve();
  }
}
