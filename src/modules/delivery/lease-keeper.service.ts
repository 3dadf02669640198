import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DeliveryQueue } from '../store/delivery-queue.js';
import { DeliveryNotices } from './notices.service.js';
import { LEASE_MS, Places, RENEW_EVERY_MS } from './places.service.js';
import { steadyNow } from './steady-now.js';

/** Keeps the leases of what is held in memory alive; what was lost is not sent. */
@Injectable()
export class LeaseKeeper {
  constructor(
    private readonly places: Places,
    private readonly queue: DeliveryQueue,
    private readonly notices: DeliveryNotices,
  ) {}

  @Interval(RENEW_EVERY_MS)
  async renew(): Promise<void> {
    const held = this.places.all();
    if (held.length === 0) return;
    const leaseUntil = steadyNow() + LEASE_MS;
    try {
      const leases = held.map(({ id, leaseToken }) => ({ deliveryId: id, leaseToken }));
      const lost = new Set(await this.queue.renew(leases, LEASE_MS));
      this.places.renewed(held, lost, leaseUntil);
    } catch (error) {
      this.notices.post({ kind: 'store-failing', during: 'renewing leases', error });
    }
  }
}
