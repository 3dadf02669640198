import { Injectable } from '@nestjs/common';
import { Clock } from '../../model/clock.js';
import type { LeasedDelivery } from '../../model/delivery.js';
import type { Endpoint, RetryPolicy } from '../../model/endpoint.js';
import { getOrMake } from '../../model/get-or-make.js';
import { BatchSizes } from '../batch/batch-sizes.service.js';
import { retriesOf } from '../decide.js';
import type { Together } from './company.js';

/** Bytes of an event in a batch beside its data: names, ids, times. */
const AROUND_DATA = 350;

/** Wait of a retry for the other events of its failed batch, ms: their settlements are stored a few ms apart, so they fall due apart. */
const RETRY_WAIT_MS = 100;

/** Makes the rules by which deliveries of an endpoint are sent together. */
@Injectable()
export class Batching {
  /** The rules of endpoints. Endpoints are replaced with every change, so each has them made once. */
  readonly #rules = new WeakMap<Endpoint, Together<LeasedDelivery>>();

  constructor(
    private readonly sizes: BatchSizes,
    private readonly clock: Clock,
  ) {}

  /** The rules of an endpoint with a batch; null for any other. */
  of(endpoint: Endpoint | undefined): Together<LeasedDelivery> | null {
    return endpoint?.batch ? getOrMake(this.#rules, endpoint, () => this.#made(endpoint)) : null;
  }

  #made(endpoint: Endpoint): Together<LeasedDelivery> {
    const { sizes, clock } = this;
    const { max, withinMs } = endpoint.batch!;
    return {
      max,
      get maxBytes() {
        return sizes.maxBytes(endpoint);
      },
      bytes: ({ event }) => Buffer.byteLength(event.data) + AROUND_DATA,
      // The wait counts from the acceptance and never exceeds `withinMs`, whichever clock is ahead. A delivery that an operator asked for does not wait.
      waitMs: ({ createdAt, attempts, isAskedFor }) => {
        if (isAskedFor) return 0;
        if (attempts > 0) return RETRY_WAIT_MS;
        return Math.min(withinMs, Math.max(0, createdAt + withinMs - clock.now()));
      },
      companyMax: ({ attempts, retryBase = 0 }) => companyMax(max, attempts - retryBase, endpoint.retry),
    };
  }
}

/**
 * Returns how many events may be sent together with one that has failed: fewer with each attempt, and none with the last. So an event that
 * the application cannot take keeps no other from being delivered.
 *
 * @param max events of a batch
 * @param failed attempts that count against the retries
 */
export function companyMax(max: number, failed: number, policy: RetryPolicy): number {
  const retries = retriesOf(policy);
  if (failed <= 0 || retries === 0) return max;
  return failed >= retries ? 1 : Math.ceil(max ** ((retries - failed) / retries));
}
