import { randomUUID } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { LeasedDelivery, Settlement } from '../../src/modules/model/delivery.js';
import type { EndpointIdentity, StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import type { Acceptance } from '../../src/modules/store/event-store.js';
import type { Store } from '../../src/modules/store/store.js';

export const LEASE_MS = 30_000;

export const identity = (name: string): EndpointIdentity => ({
  fingerprint: `fingerprint-${name}`,
  webhookId: name,
  adapter: 'generic',
  maskedUrl: `https://${name}/***`,
});

/** An event with one delivery, pending unless a token is given. */
export function acceptanceFor(
  endpoint: StoredEndpoint,
  leaseToken: string | null = null,
  event: Partial<Acceptance['event']> = {},
  orderKey: string | null = null,
): Acceptance {
  return {
    event: {
      id: uuid(),
      type: 'job.completed',
      data: '{"job_id":"j1"}',
      timestamp: '2025-01-01T00:00:00.000Z',
      acceptedAt: Date.now(),
      ...event,
    },
    contentHash: null,
    deliveries: [
      { id: uuid(), endpointId: endpoint.id, webhookId: endpoint.webhookId, leaseToken, orderKey },
    ],
  };
}

export function claimFrom(
  store: Store,
  endpoints: readonly StoredEndpoint[],
  room = 256,
): Promise<LeasedDelivery[]> {
  return store.queue.claim({
    rooms: new Map(endpoints.map(({ id }) => [id, room])),
    limit: 512,
    maxBytes: 1e9,
    leaseToken: randomUUID(),
    leaseMs: LEASE_MS,
  });
}

export function deliveredNow({ id, leaseToken }: { id: string; leaseToken: string | null }): Settlement {
  const attempt = {
    number: 1,
    startedAt: Date.now(),
    durationMs: 3,
    status: 200,
    outcome: 'delivered',
    errorCode: null,
    errorMessage: null,
    responseBody: 'ok',
  } as const;
  return { deliveryId: id, leaseToken: leaseToken ?? '', attempt, next: { state: 'delivered' } };
}
