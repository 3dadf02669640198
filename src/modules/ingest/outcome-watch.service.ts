import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { EventStore, type EventTally } from '../store/event-store.js';

/** First pause between two looks, ms; it doubles up to the maximum. */
const FIRST_LOOK_MS = 10;
const LOOK_MAX_MS = 250;

/** Waits for the outcome of an event's deliveries, whichever node delivers them. */
@Injectable()
export class OutcomeWatch implements OnModuleDestroy {
  readonly #stopping = new AbortController();

  constructor(private readonly events: EventStore) {}

  /** Resolves when no delivery of the event is open any more, or after `waitMs` ms, or when the gateway stops. */
  async outcome(eventId: string, waitMs: number): Promise<EventTally | null> {
    const deadline = performance.now() + waitMs;
    for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * 2, LOOK_MAX_MS)) {
      const tally = await this.events.tally(eventId);
      const left = deadline - performance.now();
      if (!tally || tally.open === 0 || left <= 0 || this.#stopping.signal.aborted) return tally;
      await sleep(Math.min(pause, left), undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  /** Whoever waits gets the answer as it stands, so that the server can close. */
  onModuleDestroy(): void {
    this.#stopping.abort();
  }
}
