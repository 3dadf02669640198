import { instantOf } from '../instant.js';
import type { PlainObject } from '../plain-value.js';

/** A point of a job's life. */
export interface Step {
  readonly label: string;
  /** Unix ms. */
  readonly at: number;
  /** False for a failure. */
  readonly ok: boolean;
  /** True where the job is over with it. */
  readonly ends: boolean;
}

const STEPS = [
  ['created_at', 'Created', true, false],
  ['started_at', 'Started', true, false],
  ['completed_at', 'Completed', true, true],
  ['failed_at', 'Failed', false, true],
] as const;

/** Names of data that the timeline shows. */
export const TIMELINE_NAMES: readonly string[] = STEPS.map(([name]) => name);

/** Reads the points of a job's life, in order of time. */
export function stepsOf(data: PlainObject): readonly Step[] {
  return STEPS.flatMap(([name, label, ok, ends]) => {
    const at = instantOf(data[name]);
    return at === null ? [] : [{ label, at, ok, ends }];
  }).sort((a, b) => a.at - b.at);
}
