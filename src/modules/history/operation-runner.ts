import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from '../model/endpoint.js';
import { parseJson } from '../model/exact-json.js';
import { jobOf } from '../model/job-id.js';
import { jobKey } from '../model/order-key.js';
import { sortableId } from '../model/sortable-id.js';
import type { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { FILTER_TOO_COSTLY } from '../endpoints/filter/filter-work.js';
import { filterOf } from '../store/operation-rows.js';
import type { EventStore } from '../store/event-store.js';
import type { EventSummary, HistoryStore } from '../store/history-store.js';
import type { Advanced, Operation, OperationHold, RepairStore } from '../store/repair-store.js';
import { wantedBy } from './wanted.js';

/** Deliveries of one step: a short transaction, between two of which others get their turn. */
const STEP = 200;
/** With a rate, steps come about so often a second, so that what it lets through comes evenly. */
const STEPS_PER_SECOND = 4;
const MS = 1_000;

export interface RunnerTools {
  readonly repair: RepairStore;
  readonly history: HistoryStore;
  readonly events: EventStore;
  readonly catalogue: EndpointCatalogue;
  /** Told after each step; of replays nothing is said of what has changed. */
  readonly onProgress: (operation: Operation | Advanced) => void;
}

/** How many deliveries one step may touch. */
export function stepSize(rate: number | null): number {
  return rate === null ? STEP : Math.min(STEP, Math.max(1, Math.floor(rate / STEPS_PER_SECOND)));
}

/** How long to wait, ms, after a step that did so many. */
export function pauseAfter(processed: number, rate: number | null): number {
  return rate === null ? 0 : Math.ceil((processed * MS) / rate);
}

/** Works one operation off until it is over, held by another, or the signal stops it. */
export async function runOperation(
  taken: Operation,
  hold: OperationHold,
  tools: RunnerTools,
  signal: AbortSignal,
): Promise<void> {
  for (let operation = taken; operation.state === 'running' && !signal.aborted;) {
    const next = await step(operation, hold, tools);
    if (next === null) return;
    tools.onProgress(next);
    await pause(pauseAfter(next.processed - operation.processed, operation.rate), signal);
    operation = next;
  }
}

function step(
  operation: Operation,
  hold: OperationHold,
  tools: RunnerTools,
): Promise<Operation | Advanced | null> {
  const limit = stepSize(operation.rate);
  return operation.kind === 'replay'
    ? replayStep(operation, hold, tools, limit)
    : tools.repair.advance(hold, limit);
}

/** The events are read here, for it is the endpoint that says which of them it wants. */
async function replayStep(
  operation: Operation,
  hold: OperationHold,
  { repair, history, events, catalogue }: RunnerTools,
  limit: number,
): Promise<Operation | null> {
  const endpoint = catalogue.find(operation.endpointId ?? '');
  if (!endpoint) {
    await repair.release(hold, 'failed');
    return null;
  }
  const { types, jobId, from, to } = filterOf(operation);
  const page = { limit, after: operation.position, oldestFirst: true };
  const { rows, next } = await history.events({ types, jobId, from, to }, page);
  const wanted = await wantedBy(endpoint, rows, events);
  const { webhookId } = endpoint;
  const deliveries = [];
  for (const { row, tooCostly } of wanted)
    deliveries.push({
      id: sortableId(),
      eventId: row.id,
      webhookId,
      ...(tooCostly ? { failed: FILTER_TOO_COSTLY } : { orderKey: await keyOf(row, endpoint, events) }),
    });
  return repair.replay(hold, deliveries, { reached: next });
}

/** Where the endpoint asks for the order of jobs, that of the event's job; one too long to be listed stands in the data. */
async function keyOf(
  { id, jobId }: EventSummary,
  { ordering }: Endpoint,
  events: EventStore,
): Promise<string | null> {
  if (ordering !== 'job') return null;
  if (jobId !== null) return jobKey(jobId);
  const event = await events.find(id);
  return event && jobKey(jobOf(parseJson(event.data) as object));
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
