import { Injectable } from '@nestjs/common';
import type { LeasedDelivery } from '../../model/delivery.js';
import { DigestStore } from '../../store/digest-store.js';
import { Identity } from '../request/identity.service.js';
import { Storms } from './storms.service.js';
import { summaryOf } from './summary.js';

/** Closes digests: fixes their members, and stores what they tell of them. */
@Injectable()
export class DigestContents {
  constructor(
    private readonly digests: DigestStore,
    private readonly storms: Storms,
    private readonly identity: Identity,
  ) {}

  /**
   * Resolves with the delivery and the event that it sends. After a kill in between, the next turn closes the digest again: its members
   * are the same then, as far as they still wait.
   *
   * @returns `empty`: nothing waits in it any more; `lost`: the lease is another node's
   * @throws GatewayError `store_full`, `store_unavailable`
   */
  async close(delivery: LeasedDelivery): Promise<LeasedDelivery | 'empty' | 'lost'> {
    const { id: deliveryId, leaseToken, endpointId, webhookId, event } = delivery;
    const lease = { deliveryId, leaseToken };
    const sealed = await this.digests.seal(lease);
    if (!sealed) return 'lost';
    const { members, sealedAt } = sealed;
    this.storms.closed(endpointId, members.length);
    if (members.length === 0) return 'empty';
    const summary = summaryOf(members, (name) => this.identity.typeOf(name));
    const data = JSON.stringify({ ...summary, webhook_id: webhookId, delivery_id: deliveryId });
    if (!(await this.digests.describe(lease, data))) return 'lost';
    return { ...delivery, createdAt: sealedAt, event: { ...event, data } };
  }
}
