import type { Problem } from './faults.ts';
import { jsonProblem } from './tree-faults.ts';
import { OWN_TREE, type Changes, type Values } from './values.ts';

/** Finds what keeps the JSON of a payload from being sent. */
export function jsonFaults({
  values,
  changes,
}: {
  readonly values: Values;
  readonly changes: Changes;
}): readonly Problem[] {
  if (values.form !== OWN_TREE || !('tree' in changes)) return [];
  const problem = jsonProblem(values.tree);
  return problem === null ? [] : [problem];
}
