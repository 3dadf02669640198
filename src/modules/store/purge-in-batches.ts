import { inBatches } from './in-batches.js';

/** Counts of rows that one short write deleted. */
export interface PurgedBatch {
  readonly deliveries: number;
  readonly events: number;
}

/** The short writes of one driver that delete old rows. */
export interface PurgeWrites {
  /** Largest number of rows of one write. */
  readonly batch: number;
  /** Deletes at most `limit` old deliveries, and the events that have none left. */
  settled(limit: number): Promise<PurgedBatch>;
  /** Deletes old figures and operations: few rows, however much was delivered. */
  figures(): Promise<unknown>;
  /** Deletes at most `limit` old events without deliveries; returns their count. */
  bareEvents(limit: number): Promise<number>;
}

/**
 * Deletes old rows, a few at a time: an event goes with the last of its deliveries.
 *
 * @param limit deliveries to delete at most, and as many events without deliveries
 * @returns the rows deleted, attempts not counted
 */
export async function purgeInBatches(writes: PurgeWrites, limit: number): Promise<number> {
  let left = limit;
  const settled = await inBatches(async () => {
    if (left <= 0) return 0;
    const { deliveries, events } = await writes.settled(Math.min(left, writes.batch));
    left -= deliveries;
    return deliveries === 0 ? 0 : deliveries + events;
  });
  await writes.figures();
  let bare = 0;
  await inBatches(async () => {
    if (bare >= limit) return 0;
    const count = await writes.bareEvents(Math.min(limit - bare, writes.batch));
    bare += count;
    return count;
  });
  return settled + bare;
}
