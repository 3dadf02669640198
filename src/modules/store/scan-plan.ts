import type { DeliveryState } from '../model/delivery.js';
import type { DeliveryFilter } from './history-store.js';
import { uuidText } from '../model/uuid-text.js';

/**
 * The rows that a list of deliveries scans. `created`: by time and id, along the index of one open state; `id`: by id,
 * which is made by time, along the failed ones or all; `few`: the deliveries of one event or job, sorted.
 */
export type Scan =
  | { readonly by: 'created'; readonly state: 'pending' | 'sending' }
  | { readonly by: 'id'; readonly state: 'failed' | null }
  | { readonly by: 'few'; readonly of: 'event' | 'job' };

/** An id is made a moment after the time of acceptance it goes with, ms; a clock may be corrected in between. */
const CLOCK_TOLERANCE_MS = 10_000;

/**
 * Plans the cheapest scans that together cover all matching deliveries. All scans of one filter have the same order.
 *
 * @param fewOfJob the job asked for, if any, has so few events that theirs can be sorted
 */
export function planScans(
  { states, eventId, jobId, groupedIn = null, incidentId = null }: DeliveryFilter,
  fewOfJob: boolean,
): Scan[] {
  if (eventId !== null) return [{ by: 'few', of: 'event' }];
  if (jobId !== null && fewOfJob) return [{ by: 'few', of: 'job' }];
  // The members of a digest have an index by id, and those of an incident are found by their ids.
  if (groupedIn !== null || incidentId !== null) return [{ by: 'id', state: null }];
  if (states?.every(isOpen)) return states.map((state) => ({ by: 'created', state }));
  return [{ by: 'id', state: states?.every((state) => state === 'failed') ? 'failed' : null }];
}

/** Plans one scan that covers all matching deliveries, for readers that go through them step by step. */
export function singleScan(filter: DeliveryFilter, fewOfJob: boolean): Scan {
  const scans = planScans(filter, fewOfJob);
  return scans.length === 1 ? scans[0]! : { by: 'id', state: null };
}

function isOpen(state: DeliveryState): state is 'pending' | 'sending' {
  return state === 'pending' || state === 'sending';
}

/** The lower bound of ids made at `at` (Unix ms) or later, with the tolerance. */
export function lowestIdAt(at: number): string {
  return uuidOf(at - CLOCK_TOLERANCE_MS, '0');
}

/** The upper bound of ids made before `at` (Unix ms), with the tolerance. */
export function highestIdAt(at: number): string {
  return uuidOf(at + CLOCK_TOLERANCE_MS, 'f');
}

/** A UUID with the time part of a UUIDv7 and one digit for all the rest. */
function uuidOf(at: number, digit: string): string {
  const hex = Math.max(0, Math.min(at, 2 ** 48 - 1))
    .toString(16)
    .padStart(12, '0')
    .padEnd(32, digit);
  return uuidText(hex);
}
