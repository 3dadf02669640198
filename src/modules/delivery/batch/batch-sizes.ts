import { Injectable } from '@nestjs/common';
import type { Endpoint } from '../../model/endpoint.js';
import { steadyNow } from '../../timing/steady-now.js';

/** Largest body of a batch, bytes; one event may be larger by itself. */
export const BATCH_BYTES_MAX = 1024 * 1024;
/** Time for which a limit that was learnt of a receiver holds, ms: its settings may have been changed since. */
const KEPT_MS = 3_600_000;

type Receiver = Pick<Endpoint, 'id' | 'url'>;

interface Learnt {
  readonly bytes: number;
  /** Steady time, ms. */
  readonly until: number;
  /** Of the receiver that taught it. */
  readonly url: string;
}

/**
 * Knows how large the batches of an endpoint may be: a receiver that answered 413 gets half as much from then on, for an hour. Each node
 * learns for itself, and begins anew where the endpoint gets another URL.
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

  /** Notes that a batch of so many bytes was too large. */
  refused(endpoint: Receiver, bytes: number, now = steadyNow()): void {
    // Of several batches that were on their way together, only a smaller one teaches something new.
    const half = Math.max(1, Math.min(bytes >> 1, this.maxBytes(endpoint, now)));
    this.#learnt.set(endpoint.id, { bytes: half, until: now + KEPT_MS, url: endpoint.url });
  }
}
