import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { onHangUp } from '../http/hang-up.js';
import { Settlements } from '../model/settlements.js';
import { EventStore } from '../store/event-store.js';
import { RateLimitLedger } from '../store/rate-limit-ledger.js';
import type { Receipt } from './ingest.service.js';
import { Wait } from './wait.js';
import { OutcomePoller } from './outcome-poller.js';
import { WaitQuota } from './wait-quota.js';

/**
 * Interval of polling for outcomes that this node is not told of, ms: while other nodes deliver too, and on a single
 * node.
 */
const SHARED_POLL_MS = 500;
const SINGLE_NODE_POLL_MS = 2_000;

/** Numbers of deliveries by their state, of one event or of several. */
export interface Outcomes {
  readonly total: number;
  readonly successful: number;
  readonly failed: number;
  readonly pending: number;
}

/** Waits for the outcome of events' deliveries, whichever node delivers them. */
@Injectable()
export class OutcomeWatch implements OnModuleDestroy {
  readonly #poller: OutcomePoller;
  readonly #quota = new WaitQuota();
  readonly #waits = new Set<Wait>();
  #stopping = false;

  constructor(
    private readonly events: EventStore,
    settlements: Settlements,
    rates: RateLimitLedger,
  ) {
    const pollMs = rates.shared ? SHARED_POLL_MS : SINGLE_NODE_POLL_MS;
    this.#poller = new OutcomePoller({ events, settlements, pollMs });
  }

  /**
   * Resolves when no delivery of the events is open, after `waitMs` ms, when the client hangs up, or when the gateway
   * stops. Outcomes are in the order of the receipts; null at once when too many requests wait already, of all keys or
   * of this key. Never rejects: the events are accepted, and the answer must say so even if the store fails meanwhile.
   */
  async outcomes(
    receipts: readonly Receipt[],
    waitMs: number,
    request: Pick<FastifyRequest, 'raw' | 'caller'>,
  ): Promise<Outcomes[] | null> {
    const release = this.#quota.reserve(request.caller?.name ?? '', receipts.length);
    if (release === null) return null;
    const ids = new Set(
      receipts.filter(({ deliveries }) => deliveries.length > 0).map(({ event }) => event.id),
    );
    const wait = new Wait(ids);
    try {
      await this.#untilEnded(wait, ids, waitMs, request);
    } finally {
      release();
    }
    return receipts.map((receipt) => outcomeOf(receipt, wait));
  }

  async #untilEnded(
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
    this.#poller.add(wait);
    if (this.#stopping) wait.end();
    await wait.ended;
    this.#poller.remove(wait, ids);
    this.#waits.delete(wait);
    clearTimeout(timer);
    stay();
    if (!gone) await this.#readOpen(wait);
  }

  /**
   * Reads the states of deliveries that are still open when the wait ends. If the store fails, their last known states
   * count.
   */
  async #readOpen(wait: Wait): Promise<void> {
    const open = [...wait.open];
    if (open.length === 0) return;
    const tallies = await this.events.tallies(open).catch(() => []);
    tallies.forEach((tally, at) => wait.update(open[at]!, tally));
  }

  /** Ends all waits with the states known so far, so that the server can close. */
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
