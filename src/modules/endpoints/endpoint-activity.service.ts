import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Clock } from '../model/clock.js';
import { steadyNow } from '../timing/steady-now.js';
import { HistoryStore } from '../store/history-store.js';
import { attemptsOf } from '../store/statistics.js';
import { UpkeepStore } from '../store/upkeep-store.js';

/** Window over which attempts are counted, ms. */
export const ACTIVITY_WINDOW_MS = 15 * 60_000;
const MINUTE_MS = 60_000;
/** Time for which one read of the store serves all callers, ms. */
const FRESH_MS = 500;
/** Time for which a caller waits for the store, ms: endpoints are shown without these figures where it does not answer. */
const WAIT_MS = 2_000;

/** The recent attempts and the pending deliveries of an endpoint, over all gateways. */
export interface EndpointActivity {
  /** Attempts in the last {@link ACTIVITY_WINDOW_MS}. */
  readonly attempts: number;
  readonly failedAttempts: number;
  /** Pending deliveries now, counted up to 10,000. */
  readonly queued: number;
  /** Unix ms since when the oldest of them is pending; null without any. */
  readonly oldestAt: number | null;
  /** Deliveries that are failed now, counted up to 10,000. */
  readonly failed: number;
}

/** Activities by endpoint id; `of` gives zeros for an endpoint without any. Null where the store does not answer. */
export type Activities = { readonly of: (endpointId: string) => EndpointActivity } | null;

const NOTHING: EndpointActivity = { attempts: 0, failedAttempts: 0, queued: 0, oldestAt: null, failed: 0 };

/** Reads the activities of all endpoints at once: one read serves a list as well as a single endpoint. */
@Injectable()
export class EndpointActivities {
  #reading: Promise<Activities> | null = null;
  #freshUntil = -Infinity;

  constructor(
    private readonly history: HistoryStore,
    private readonly upkeep: UpkeepStore,
    private readonly clock: Clock,
  ) {}

  /** Resolves with the current activities, null where the store does not answer; never rejects. */
  now(): Promise<Activities> {
    if (this.#reading === null || steadyNow() > this.#freshUntil) {
      this.#freshUntil = Infinity;
      this.#reading = this.#read()
        .catch(() => null)
        .finally(() => (this.#freshUntil = steadyNow() + FRESH_MS));
    }
    const waited = sleep(WAIT_MS, null, { ref: false });
    return Promise.race([this.#reading, waited]);
  }

  async #read(): Promise<Activities> {
    const now = this.clock.now();
    const start = now - ACTIVITY_WINDOW_MS;
    const query = { stepMs: MINUTE_MS, from: start - (start % MINUTE_MS), to: now + 1 } as const;
    const [{ endpoints }, queues] = await Promise.all([
      this.history.statistics({ ...query, endpointId: null }),
      this.upkeep.outstanding(),
    ]);
    const owed = new Map(queues.map(({ endpointId, ...queue }) => [endpointId, queue]));
    return {
      of: (id) => {
        const sums = endpoints.get(id)?.sums;
        const attempts = sums ? attemptsOf(sums) : 0;
        const failedAttempts = Math.max(0, attempts - (sums?.delivered ?? 0));
        return { ...NOTHING, ...owed.get(id), attempts, failedAttempts };
      },
    };
  }
}
