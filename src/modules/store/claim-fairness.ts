import { RETRY_EVERY } from '../model/delivery.js';

export interface Lane {
  readonly endpointId: string;
  /** How many it has room for; above 0. */
  readonly room: number;
}

/**
 * Whose turn it is, from one claim to the next: among the endpoints, and within each between those never tried and
 * retries. Kept in memory: after a restart every count begins anew, which costs nobody more than one round.
 */
export class ClaimFairness {
  #first = '';
  /** Untried ones claimed since the last retry, by endpoint; at most one less than `RETRY_EVERY`. */
  readonly #untried = new Map<string, number>();

  /** The endpoints with room, beginning with the one whose turn it is. */
  lanes(rooms: ReadonlyMap<string, number>): Lane[] {
    const lanes = [...rooms]
      .filter(([, room]) => room > 0)
      .map(([endpointId, room]) => ({ endpointId, room }))
      .sort((one, other) => (one.endpointId < other.endpointId ? -1 : 1));
    const first = lanes.findIndex(({ endpointId }) => endpointId >= this.#first);
    return first > 0 ? [...lanes.slice(first), ...lanes.slice(0, first)] : lanes;
  }

  /** The next claim begins with this endpoint. */
  startWith(endpointId: string): void {
    this.#first = endpointId;
  }

  /** Untried ones since the endpoint's last retry, 0 to `RETRY_EVERY` − 1; at the most, a waiting retry goes first. */
  firstAttemptsSinceRetry(endpointId: string): number {
    return this.#untried.get(endpointId) ?? 0;
  }

  claimed(endpointId: string, attempts: number): void {
    const next = attempts > 0 ? 0 : Math.min(this.firstAttemptsSinceRetry(endpointId) + 1, RETRY_EVERY - 1);
    this.#untried.set(endpointId, next);
  }
}
