import { setTimeout as sleep } from 'node:timers/promises';
import type { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { filterOf } from '../store/operation-rows.js';
import type { Advanced, Operation, OperationHold, RepairStore } from '../store/repair-store.js';
import type { ReplaySource } from './replay-source.service.js';

/** Deliveries of one step, at most: its transaction must be short, because other writes wait for it. */
const STEP_MAX = 200;
/** Steps a second of an operation with a rate, so that its deliveries are spread evenly. */
const STEPS_PER_SECOND = 4;
const SECOND_MS = 1_000;

export interface RunnerTools {
  readonly repair: RepairStore;
  readonly replays: ReplaySource;
  readonly catalogue: EndpointCatalogue;
  /** Runs after each step; for replays without the changed deliveries. */
  readonly onProgress: (operation: Operation | Advanced) => void;
}

/** Deliveries that one step may touch. `rate`: deliveries a second; null: without a limit. */
function stepSize(rate: number | null): number {
  return rate === null ? STEP_MAX : Math.min(STEP_MAX, Math.max(1, Math.floor(rate / STEPS_PER_SECOND)));
}

/** The pause, ms, after a step that processed that many deliveries. */
export function pauseAfter(processed: number, rate: number | null): number {
  return rate === null ? 0 : Math.ceil((processed * SECOND_MS) / rate);
}

/** Runs the steps of an operation until it is over, another node holds it, or the signal aborts. */
export async function runOperation(
  taken: Operation,
  hold: OperationHold,
  tools: RunnerTools,
  signal: AbortSignal,
): Promise<void> {
  for (let operation = taken; operation.state === 'running' && !signal.aborted;) {
    const limit = stepSize(operation.rate);
    const next = await (operation.kind === 'replay'
      ? replayStep(operation, hold, tools, limit)
      : tools.repair.advance(hold, limit));
    if (next === null) return;
    tools.onProgress(next);
    const pauseMs = pauseAfter(next.processed - operation.processed, operation.rate);
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    operation = next;
  }
}

/** Makes the deliveries of the next events; fails the operation where its endpoint has been removed. */
async function replayStep(
  operation: Operation,
  hold: OperationHold,
  { repair, replays, catalogue }: RunnerTools,
  limit: number,
): Promise<Operation | null> {
  const endpoint = catalogue.find(operation.endpointId ?? '');
  if (!endpoint) {
    await repair.release(hold, 'failed');
    return null;
  }
  const { types, jobId, from, to, ids, where } = filterOf(operation);
  const filter = { types, jobId, from, to, ...(ids && { ids }), ...(where && { where }) };
  const page = { limit, after: operation.position, oldestFirst: true };
  const { deliveries, next } = await replays.deliveries(endpoint, filter, page);
  return repair.replay(hold, deliveries, { reached: next });
}
