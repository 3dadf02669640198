import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { onHangUp } from '../http/hang-up.js';
import { Settlements } from '../model/settlements.js';
import { EventStore } from '../store/event-store.js';
import { RateLimitLedger } from '../store/rate-limit-ledger.js';
import type { Receipt } from './ingest.service.js';
import { Wait } from './wait.js';
import { WaitBoard } from './wait-board.js';
import { WaitPlaces } from './wait-places.js';

/** How often waits look for what their own node is not told of, ms: where other nodes deliver too, and where none does. */
const SHARED_POLL_MS = 500;
const SOLE_POLL_MS = 2_000;

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
  readonly #board: WaitBoard;
  readonly #places = new WaitPlaces();
  readonly #waits = new Set<Wait>();
  #stopping = false;

  constructor(
    private readonly events: EventStore,
    settlements: Settlements,
    rates: RateLimitLedger,
  ) {
    const pollMs = rates.shared ? SHARED_POLL_MS : SOLE_POLL_MS;
    this.#board = new WaitBoard({ events, settlements, pollMs });
  }

  /**
   * Resolves when none of their deliveries is open any more, after `waitMs` ms, when the client hangs up, or when the
   * gateway stops; in the order given. Resolves with null at once where too many requests wait already, of all keys or
   * of this one's. Never rejects: the events are accepted, and the answer must not say otherwise when the store fails
   * meanwhile.
   */
  async outcomes(
    receipts: readonly Receipt[],
    waitMs: number,
    request: Pick<FastifyRequest, 'raw' | 'caller'>,
  ): Promise<Outcomes[] | null> {
    const leave = this.#places.take(request.caller?.fingerprint ?? '', receipts.length);
    if (leave === null) return null;
    const ids = new Set(
      receipts.filter(({ deliveries }) => deliveries.length > 0).map(({ event }) => event.id),
    );
    const wait = new Wait(ids);
    try {
      await this.#during(wait, ids, waitMs, request);
    } finally {
      leave();
    }
    return receipts.map((receipt) => outcomeOf(receipt, wait));
  }

  async #during(
    wait: Wait,
    ids: ReadonlySet<string>,
    waitMs: number,
    request: Pick<FastifyRequest, 'raw'>,
  ): Promise<void> {
    let gone = false;
    const stay = onHangUp(request, () => {
      gone = true;
      wait.end();
    });
    const timer = setTimeout(() => wait.end(), waitMs);
    this.#waits.add(wait);
    this.#board.join(wait);
    if (this.#stopping) wait.end();
    await wait.over;
    this.#board.leave(wait, ids);
    this.#waits.delete(wait);
    clearTimeout(timer);
    stay();
    if (!gone) await this.#lastLook(wait);
  }

  /** What is open when the time is up is told as it stands then. */
  async #lastLook(wait: Wait): Promise<void> {
    const open = [...wait.open];
    if (open.length === 0) return;
    const tallies = await this.events.tallies(open).catch(() => []);
    tallies.forEach((tally, at) => wait.see(open[at]!, tally));
  }

  /** All who wait get the answer as it stands, so that the server can close. */
  onModuleDestroy(): void {
    this.#stopping = true;
    for (const wait of this.#waits) wait.end();
  }
}

function outcomeOf({ event, deliveries: { length } }: Receipt, wait: Wait): Outcomes {
  const { total, delivered, failed, open } = wait.tally(event.id) ?? {
    total: length,
    delivered: 0,
    failed: 0,
    open: length,
  };
  return { total, successful: delivered, failed, pending: open };
}
