import type { FilteredEvent } from '../filter/event-filter.js';
import { isFields, isNumber } from '../filter/filter-values.js';
import { isPresent, pathOf, reached } from '../filter/filter-walk.js';
import { Work } from '../filter/filter-work.js';
import { conditionsOf, needsValue, operandsOf, type PathCondition } from './filter-conditions.js';
import { shown } from './filter-warnings.js';
import { nearest } from '../../model/nearest.js';

/** Paths of stored events that are searched for the path that may be meant. */
const PATHS_MAX = 500;
const DEPTH_MAX = 6;

type Kind = 'text' | 'number' | 'truth value' | 'other';

/** Warns of conditions that none of the stored events can meet: unknown fields, values of another type. */
export function dataWarnings(filter: object, events: readonly FilteredEvent[]): string[] {
  if (events.length === 0) return [];
  const sentences = conditionsOf(filter)
    .filter(({ path }) => path.startsWith('data.'))
    .flatMap((condition) => warningOf(condition, events) ?? []);
  return [...new Set(sentences)].map((sentence) => `filter: ${sentence}`);
}

function warningOf(condition: PathCondition, events: readonly FilteredEvent[]): string | null {
  const { path } = condition;
  const kinds = kindsAt(path, events);
  const last = events.length === 1 ? 'the last event' : `the last ${events.length} events`;
  if (kinds === null) return null;
  if (kinds.size === 0) {
    if (!needsValue(condition)) return null;
    const meant = likePath(path, events);
    return `${path} does not occur in ${last}.${meant === null ? '' : ` Did you mean ${meant}?`}`;
  }
  const operands = operandsOf(condition).filter((value) => kindOf(value) !== 'other');
  const [kind] = kinds;
  if (kinds.size > 1 || kind === 'other' || operands.length === 0) return null;
  if (operands.some((value) => kindOf(value) === kind)) return null;
  return `${path} is a ${kind} in ${last}, and is compared with ${shown(operands[0])}, a ${kindOf(operands[0])}.`;
}

function kindOf(value: unknown): Kind {
  if (typeof value === 'string') return 'text';
  if (isNumber(value)) return 'number';
  return typeof value === 'boolean' ? 'truth value' : 'other';
}

/** Finds the kinds of values at a path; null where that takes too many steps. */
function kindsAt(path: string, events: readonly FilteredEvent[]): ReadonlySet<Kind> | null {
  const kinds = new Set<Kind>();
  const work = new Work();
  const steps = pathOf(path);
  try {
    for (const value of events) {
      const source = reached(
        (visit) => visit({ value, owner: undefined, key: '', whole: true }),
        steps,
        work,
      );
      source((found) => {
        // The entries of a list count, not the list.
        if (isPresent(found) && !Array.isArray(found.value)) kinds.add(kindOf(found.value));
        else if (Array.isArray(found.value) && found.value.length === 0) kinds.add('other');
        return false;
      });
    }
    return kinds;
  } catch {
    return null;
  }
}

/** Finds the path that is most likely meant: one with the same last name, or one with a similar spelling. */
function likePath(path: string, events: readonly FilteredEvent[]): string | null {
  const paths = pathsOf(events);
  const last = path.slice(path.lastIndexOf('.'));
  const same = paths.filter((known) => known.endsWith(last));
  return same.length === 1 ? same[0]! : nearest(path, same.length > 1 ? same : paths);
}

function pathsOf(events: readonly FilteredEvent[]): string[] {
  const paths = new Set<string>();
  const collect = (value: unknown, path: string, depth: number): void => {
    if (depth > DEPTH_MAX || paths.size >= PATHS_MAX) return;
    if (Array.isArray(value)) return value.slice(0, 3).forEach((entry) => collect(entry, path, depth));
    if (depth > 0) paths.add(path);
    if (!isFields(value)) return;
    for (const name of Object.keys(value).slice(0, PATHS_MAX))
      collect(value[name], `${path}.${name}`, depth + 1);
  };
  for (const { data } of events) collect(data, 'data', 0);
  return [...paths];
}
