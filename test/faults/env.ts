import type { States } from './states.js';

/** Settings of the gateways of a run: small delays, and no rate limit that would delay it. */
export const QUICK = {
  WEBHOOK_SECRET_KEY: 'secret-of-the-test',
  WEBHOOK_MAX_RETRIES: '100',
  WEBHOOK_RETRY_DELAY: '10',
  WEBHOOK_MAX_RETRY_DELAY: '100',
  WEBHOOK_RATE_LIMIT_MAX: '1000000',
  WEBHOOK_CONCURRENCY: '8',
  WEBHOOK_BREAKER_FAILURES: '0',
  // The ledgers count a request for each delivery.
  WEBHOOK_DIGEST: 'off',
};

/** Reads the states of all deliveries in a PostgreSQL database. */
export async function statesOn(database: {
  query<Row extends object>(text: string): Promise<Row[]>;
}): Promise<States> {
  const rows = await database.query<{ key: string; state: string }>(
    `select webhook_id || ' ' || event_id as key, state from deliveries`,
  );
  return new Map(rows.map(({ key, state }) => [key, state]));
}
