import type { UpkeepStore } from '../../store/upkeep-store.js';
import { pauseFor } from '../../timing/pause-for.js';
import { steadyNow } from '../../timing/steady-now.js';

/** Time for which the store grants the leadership, ms: another node takes over after it where the leader has died. */
const LEASE_MS = 15_000;
const RENEW_EVERY_MS = 5_000;
/** Time after which a leader that cannot renew stops, ms: before its lease ends. */
const GIVE_UP_MS = 12_000;
/** Lease by which a leader that stops in good order hands over, ms. */
const HAND_OVER_MS = 1;

type Leaders = Pick<UpkeepStore, 'acquireLeadership'>;

/** Lets one node at a time do a task, under a lease in the store. */
export class Leadership {
  constructor(
    private readonly store: Leaders,
    private readonly task: string,
  ) {}

  /**
   * Does the work if this node is the leader, and hands over at its end. The signal that the work gets is aborted with `signal`, and as soon as
   * the leadership is lost. A store that does not answer makes no leader.
   *
   * @returns whether this node was the leader; null where the store does not answer
   */
  async lead(work: (until: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<boolean | null> {
    const leads = await this.#acquire(LEASE_MS);
    if (!leads) return leads;
    const over = new AbortController();
    const until = AbortSignal.any([signal, over.signal]);
    const renewals = this.#renew(over, until);
    try {
      await work(until);
    } finally {
      const wasLost = over.signal.aborted;
      over.abort();
      await renewals;
      if (!wasLost) await this.#acquire(HAND_OVER_MS);
    }
    return true;
  }

  /** Renews the lease until the end of the work; ends the work where the leadership is lost. */
  async #renew(over: AbortController, until: AbortSignal): Promise<void> {
    let renewedAt = steadyNow();
    for (;;) {
      await pauseFor(RENEW_EVERY_MS, until);
      if (until.aborted) return;
      const leads = await this.#acquire(LEASE_MS);
      if (leads) renewedAt = steadyNow();
      else if (leads === false || steadyNow() - renewedAt > GIVE_UP_MS) over.abort();
    }
  }

  /** Asks for the leadership; null where the store does not answer. */
  #acquire(ms: number): Promise<boolean | null> {
    return this.store.acquireLeadership(this.task, ms).catch(() => null);
  }
}
