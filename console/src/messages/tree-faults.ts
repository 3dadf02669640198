import { jsonFault, jsonLeaves, offsetIn, type JsonLeaf } from './json-places.ts';
import type { Problem } from './faults.ts';
import { faultSpan, offsetOf, placeOf, type Mark } from './marks.ts';

/** Path of the tree in the API. */
const BODY = 'payload.body';

interface TreeMarks {
  readonly marks: readonly Mark[];
  /** The problems with line and column of the whole document. */
  readonly shown: readonly Problem[];
}

/** Finds the fault that keeps a text from being JSON; null where it is JSON. */
export function jsonProblem(json: string): Problem | null {
  const fault = jsonFault(json);
  if (fault === null) return null;
  const place = placeOf(json, fault.offset);
  return { field: BODY, kind: 'fault', message: `Not valid JSON: ${fault.message}`, ...place, path: null };
}

/** Places the problems of a payload's texts in its JSON. */
export function treeMarks(json: string, problems: readonly Problem[]): TreeMarks {
  const invalid = jsonProblem(json);
  if (invalid !== null) {
    const offset = offsetOf(json, invalid.line ?? 1, invalid.column ?? 1);
    return { marks: [{ ...faultSpan(json, offset), kind: 'fault' }], shown: [invalid] };
  }
  const leaves = jsonLeaves(json, BODY);
  const placed = problems.map((problem) => inTree(json, leaves, problem));
  return { marks: placed.flatMap(({ mark }) => mark ?? []), shown: placed.map(({ problem }) => problem) };
}

interface Placed {
  readonly mark: Mark | null;
  readonly problem: Problem;
}

function inTree(json: string, leaves: readonly JsonLeaf[], problem: Problem): Placed {
  const leaf = leaves.find(({ path }) => path === problem.field);
  if (!leaf) return { mark: null, problem };
  const source = JSON.parse(json.slice(leaf.begin - 1, leaf.end + 1)) as string;
  const { path, line, column, kind } = problem;
  const index = path === null ? offsetOf(source, line ?? 1, column ?? 1) : Math.max(0, source.indexOf(path));
  const from = offsetIn(json, leaf, index);
  const to = path === null ? Math.min(faultSpan(json, from).to, leaf.end) : from + path.length;
  const mark = { from: to > from ? from : Math.max(leaf.begin, from - 1), to, kind };
  return { mark, problem: { ...problem, ...placeOf(json, from) } };
}
