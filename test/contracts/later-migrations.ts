import { VERSION } from '../../src/modules/config/version.js';

/** The migrations that a database has seen once it is open. */
export const JOURNAL = [
  '0001-schema',
  '0002-event-types',
  '0003-ready-at',
  '0004-releases',
  '0005-conversations',
  '0006-mutes',
  '0007-quiet-held',
  '0008-digests',
  '0009-incidents',
  '0010-actions',
  '0011-keys',
  '0012-views',
  '0013-attempt-errors',
  '0014-own-events',
  '0015-batches',
  '0016-endpoint-queues',
  '0017-mute-errors',
  '0018-unreached',
];

/** Tables that the migrations after the baseline have made, and that are empty then. */
const EMPTY_TABLES = [
  'access_keys',
  'action_uses',
  'attempt_errors',
  'conversations',
  'endpoint_queues',
  'erasures',
  'event_types',
  'incident_deliveries',
  'incidents',
  'mutes',
  'views',
];

/** The columns of digests, of a delivery that has to do with none. */
const UNGROUPED = { grouped_in: null, grouped_key: null, grouped_as: null, carries: null, members: null };

/**
 * Adds what the migrations after the baseline have added to the rows of the fixture.
 *
 * @param openedAt matches the time at which the gateway opened the database, in the driver's type
 */
export function withLaterTables(
  rows: Record<string, unknown[]>,
  openedAt: unknown,
): Record<string, unknown[]> {
  const deliveries = rows['deliveries']!.map((row) => ({
    ...(row as object),
    ready_at: null,
    rescues: 0,
    unreached: null,
    ...UNGROUPED,
  }));
  const attempts = rows['attempts']!.map((row) => ({ ...(row as object), batch_id: null, batch_size: null }));
  const events = rows['events']!.map((row) => ({ ...(row as object), mismatch: null }));
  const endpoints = rows['endpoints']!.map((row) => ({
    ...(row as object),
    disabled_code: null,
    disabled_quiet: null,
  }));
  const backlog = rows['backlog']!.map((row) => ({ ...(row as object), queues: null }));
  const releases = [{ version: VERSION, schema: JOURNAL.at(-1), opened_at: openedAt }];
  const empty = Object.fromEntries(EMPTY_TABLES.map((table) => [table, []]));
  return { ...rows, attempts, deliveries, events, endpoints, backlog, ...empty, releases };
}
