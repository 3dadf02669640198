import { holdReason, type DeliveryHolder, type Hold } from '../model/hold.js';

/** What there is to say of a delivery that was just made due. */
export function retryMessage(hold: Hold<DeliveryHolder> | null): string {
  if (hold === null) return 'Delivery is due now.';
  return `Delivery is the first retry in line, but held. ${holdReason(hold)}`;
}
