import type { Run, Statement } from './database.js';
import { text } from './text.js';

/** In one order, so that two batches never wait for each other in a circle; see the migration that made the locks. */
const LOCK_TURNS: Statement = {
  name: 'lock-turns',
  text: `
    select gateway_lock_turn(endpoint_id, order_key) from (
      select distinct on (gateway_turn(endpoint_id, order_key)) endpoint_id, order_key
      from unnest($1::uuid[], $2::text[]) as g (endpoint_id, order_key)
      order by gateway_turn(endpoint_id, order_key)) as one`,
};

export interface Turn {
  readonly endpointId: string;
  readonly orderKey: string;
}

/** Until the end of the transaction nobody else joins or leaves these keys. */
export async function lockTurns(run: Run, turns: readonly Turn[]): Promise<void> {
  if (turns.length === 0) return;
  await run(LOCK_TURNS, [
    turns.map(({ endpointId }) => endpointId),
    turns.map(({ orderKey }) => text(orderKey)),
  ]);
}
