import { Injectable } from '@nestjs/common';
import type { Endpoint } from '../../model/endpoint.js';
import { steadyNow } from '../../timing/steady-now.js';

/** Largest body of a batch, bytes; one event may be larger by itself. */
export const BATCH_BYTES_MAX = 1024 * 1024;
/** Time for which the limit of a receiver holds, ms: its settings may have been changed since. */
const KEPT_MS = 3_600_000;

type Receiver = Pick<Endpoint, 'id' | 'url'>;

interface Learnt {
  readonly bytes: number;
  /** Steady time, ms. */
  readonly until: number;
  /** URL of the receiver that refused the larger size. */
  readonly url: string;
}

/**
 * Keeps the largest body of a batch for each endpoint: a receiver that answered 413 gets half as many bytes for an hour. Each node keeps
 * its own limits, and drops the limit of an endpoint whose URL changes.
 */
@Injectable()
export class BatchSizes {
  readonly #learnt = new Map<string, Learnt>();

  /** Largest body of a batch, bytes. @param now steady time, ms */
  maxBytes({ id, url }: Receiver, now = steadyNow()): number {
    const learnt = this.#learnt.get(id);
    if (!learnt) return BATCH_BYTES_MAX;
    if (learnt.until > now && learnt.url === url) return learnt.bytes;
    this.#learnt.delete(id);
    return BATCH_BYTES_MAX;
  }

  /** Notes that a batch of `bytes` bytes was too large. */
  refused(endpoint: Receiver, bytes: number, now = steadyNow()): void {
    // Several batches may be refused together; only a smaller one lowers the limit further.
    const half = Math.max(1, Math.min(bytes >> 1, this.maxBytes(endpoint, now)));
    this.#learnt.set(endpoint.id, { bytes: half, until: now + KEPT_MS, url: endpoint.url });
  }
}
