import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { from, lastValueFrom, mergeMap, toArray } from 'rxjs';
import { EventStore, type EventTally } from '../store/event-store.js';
import type { Receipt } from './ingest.service.js';

/** First pause between two looks, ms; it doubles up to the maximum. */
const FIRST_LOOK_MS = 10;
const LOOK_MAX_MS = 250;
/** Events of one call that are looked at side by side; the others are looked at when these are over. */
const AT_ONCE = 8;

/** What became of the deliveries of one event, or of several. */
export interface Outcomes {
  readonly total: number;
  readonly successful: number;
  readonly failed: number;
  readonly pending: number;
}

/** Waits for the outcome of an event's deliveries, whichever node delivers them. */
@Injectable()
export class OutcomeWatch implements OnModuleDestroy {
  readonly #stopping = new AbortController();

  constructor(private readonly events: EventStore) {}

  /**
   * Resolves when none of their deliveries is open any more, or after `waitMs` ms, or when the gateway stops; in the
   * order given. Never rejects: the events are accepted, and the answer must not say otherwise when the store fails
   * meanwhile.
   */
  outcomes(receipts: readonly Receipt[], waitMs: number): Promise<Outcomes[]> {
    const deadline = performance.now() + waitMs;
    const inOrder = from(receipts.entries()).pipe(
      mergeMap(async ([at, receipt]) => [at, await this.#outcome(receipt, deadline)] as const, AT_ONCE),
      toArray(),
    );
    return lastValueFrom(inOrder).then((found) =>
      found.sort(([one], [other]) => one - other).map(([, outcome]) => outcome),
    );
  }

  async #outcome({ event, deliveries: { length } }: Receipt, deadline: number): Promise<Outcomes> {
    const tally = await this.#settled(event.id, deadline).catch(() => null);
    const { total, delivered, failed, open } = tally ?? {
      total: length,
      delivered: 0,
      failed: 0,
      open: length,
    };
    return { total, successful: delivered, failed, pending: open };
  }

  async #settled(eventId: string, deadline: number): Promise<EventTally | null> {
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
