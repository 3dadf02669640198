import { CUT_OFF_SOON } from './cut-off.js';
import type { Run, Statement } from './database.js';
import { text } from './text.js';

/** In one order, so that two batches never wait for each other in a circle; see the migration that made the locks. */
const locking = (turns: string): string => `
  select ${CUT_OFF_SOON},
    (select count(gateway_lock_turn(endpoint_id, order_key)) from (
      select distinct on (gateway_turn(endpoint_id, order_key)) endpoint_id, order_key
      from ${turns}
      order by gateway_turn(endpoint_id, order_key)) as one) as locks`;

const LOCK_TURNS: Statement = {
  name: 'lock-turns',
  text: locking('unnest($1::uuid[], $2::text[]) as g (endpoint_id, order_key)'),
};

const LOCK_TURNS_OF: Statement = {
  name: 'lock-turns-of',
  text: locking('deliveries where id = any ($1::uuid[]) and order_key is not null'),
};

export interface OrderKey {
  readonly endpointId: string;
  readonly orderKey: string;
}

/** Until the end of the transaction nobody else joins or leaves these keys. */
export async function lockOrderKeys(run: Run, turns: readonly OrderKey[]): Promise<void> {
  if (turns.length === 0) return;
  await run(LOCK_TURNS, [
    turns.map(({ endpointId }) => endpointId),
    turns.map(({ orderKey }) => text(orderKey)),
  ]);
}

/** The same for the keys of stored deliveries. */
export async function lockOrderKeysOf(run: Run, deliveryIds: readonly string[]): Promise<void> {
  await run(LOCK_TURNS_OF, [deliveryIds]);
}
