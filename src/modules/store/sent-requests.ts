import type { RecentSend } from './delivery-queue.js';

/** An attempt as rate limits count it. */
interface Sent extends RecentSend {
  /** Id of the batch that the request carried; null for a request of a single event. */
  readonly batchId: string | null;
}

/** Tells the requests among attempts: those of one batch made one together. */
export class SentRequests {
  readonly #batches = new Set<string>();

  /** False for an attempt whose request was counted before. A batch that is sent again has its id, and another end. */
  isNew({ endpointId, at, batchId }: Sent): boolean {
    if (batchId === null) return true;
    const key = `${endpointId} ${batchId} ${at}`;
    if (this.#batches.has(key)) return false;
    this.#batches.add(key);
    return true;
  }
}
