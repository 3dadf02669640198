import { CUT_OFF_SOON } from './cut-off.js';
import type { Run, Statement } from './database.js';
import { text } from './text.js';

/** Locks keys in one order, so that two batches never wait for each other in a circle. */
const locking = (keys: string): string => `
  select ${CUT_OFF_SOON},
    (select count(gateway_lock_turn(endpoint_id, order_key)) from (
      select distinct on (gateway_turn(endpoint_id, order_key)) endpoint_id, order_key
      from ${keys}
      order by gateway_turn(endpoint_id, order_key)) as one) as locks`;

const LOCK_KEYS: Statement = {
  name: 'lock-order-keys',
  text: locking('unnest($1::uuid[], $2::text[]) as g (endpoint_id, order_key)'),
};

const LOCK_KEYS_OF: Statement = {
  name: 'lock-order-keys-of',
  text: locking('deliveries where id = any ($1::uuid[]) and order_key is not null'),
};

export interface OrderKey {
  readonly endpointId: string;
  readonly orderKey: string;
}

/** Locks the keys until the end of the transaction: no other one adds or settles deliveries of theirs. */
export async function lockOrderKeys(run: Run, keys: readonly OrderKey[]): Promise<void> {
  if (keys.length === 0) return;
  await run(LOCK_KEYS, [
    keys.map(({ endpointId }) => endpointId),
    keys.map(({ orderKey }) => text(orderKey)),
  ]);
}

/** Locks the keys of stored deliveries. */
export async function lockOrderKeysOf(run: Run, deliveryIds: readonly string[]): Promise<void> {
  await run(LOCK_KEYS_OF, [deliveryIds]);
}
