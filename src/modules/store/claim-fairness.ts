import { RETRY_EVERY } from '../model/delivery.js';

export interface Lane {
  readonly endpointId: string;
  /** Deliveries that may be claimed; above 0. */
  readonly room: number;
}

/**
 * Decides which endpoint a claim begins with, and when an endpoint's next delivery is a retry. The state is kept in memory:
 * after a restart every count begins anew, which costs an endpoint one round at most.
 */
export class ClaimFairness {
  #first = '';
  /** First attempts claimed since the last retry, by endpoint; at most `RETRY_EVERY` − 1. */
  readonly #firstAttempts = new Map<string, number>();

  /** The endpoints with room, beginning with the one given to {@link startWith}. */
  lanes(rooms: ReadonlyMap<string, number>): Lane[] {
    const lanes = [...rooms]
      .filter(([, room]) => room > 0)
      .map(([endpointId, room]) => ({ endpointId, room }))
      .sort((one, other) => (one.endpointId < other.endpointId ? -1 : 1));
    const first = lanes.findIndex(({ endpointId }) => endpointId >= this.#first);
    return first > 0 ? [...lanes.slice(first), ...lanes.slice(0, first)] : lanes;
  }

  /** Begins the next claim with this endpoint. */
  startWith(endpointId: string): void {
    this.#first = endpointId;
  }

  /** First attempts since the endpoint's last retry, 0 to `RETRY_EVERY` − 1; at the maximum a waiting retry is next. */
  firstAttemptsSinceRetry(endpointId: string): number {
    return this.#firstAttempts.get(endpointId) ?? 0;
  }

  /** @param attempts of the claimed delivery before this claim */
  claimed(endpointId: string, attempts: number): void {
    const next = attempts > 0 ? 0 : Math.min(this.firstAttemptsSinceRetry(endpointId) + 1, RETRY_EVERY - 1);
    this.#firstAttempts.set(endpointId, next);
  }
}
