import { matchesPattern } from '../../model/event-pattern.js';
import { compareValues, isNumber } from '../filter/filter-values.js';
import { Work } from '../filter/filter-work.js';
import { conditionsOf, needsValue, operandsOf, type PathCondition } from './filter-conditions.js';
import { nearest } from '../../model/nearest.js';

const ROOTS: readonly string[] = ['event', 'data', 'id', 'timestamp'];
/** Other names that people use for the fields of an event. */
const MEANT: Readonly<Record<string, string>> = {
  type: 'event',
  payload: 'data',
  body: 'data',
  event_id: 'id',
};
const TEXTS: ReadonlySet<string> = new Set(['event', 'id', 'timestamp']);

/**
 * Warns of conditions of a filter that can match nothing, whatever the data.
 *
 * @param patterns the event types the endpoint gets; null where they are not known
 */
export function filterWarnings(filter: object, patterns: readonly string[] | null): string[] {
  const conditions = conditionsOf(filter);
  const sentences = [
    ...conditions.flatMap((condition) => rootWarning(condition) ?? textWarning(condition) ?? []),
    ...conditions.flatMap((condition) => (patterns && eventWarning(condition, patterns)) ?? []),
    ...conditions.flatMap((condition) => rangeWarning(condition) ?? []),
    ...equalityWarnings(conditions),
  ];
  return [...new Set(sentences)].map((sentence) => `filter: ${sentence}`);
}

/** Writes a value as it stands in a filter, at most 60 characters. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function rootWarning({ path }: PathCondition): string | null {
  const [root = '', ...rest] = path.split('.');
  if (ROOTS.includes(root)) return null;
  const meant = (Object.hasOwn(MEANT, root) ? MEANT[root] : undefined) ?? nearest(root, ROOTS);
  const suggestion = meant ? [meant, ...(TEXTS.has(meant) ? [] : rest)].join('.') : `data.${path}`;
  return `${path} is no field of an event: a filter sees event, data, id and timestamp. Did you mean ${suggestion}?`;
}

/** Warns of conditions on fields that are always texts, and on data, which is always an object. */
function textWarning(condition: PathCondition): string | null {
  const { path } = condition;
  const [root = '', ...rest] = path.split('.');
  if (root === 'data') {
    const scalar = rest.length > 0 ? undefined : operandsOf(condition).find((value) => !isObject(value));
    return scalar === undefined ? null : `data is an object, and is never ${shown(scalar)}.`;
  }
  if (rest.length > 0 && rest.join() !== 'length')
    return `${path} matches nothing: ${root} is a text. Did you mean ${root}?`;
  if (rest.length > 0) return null;
  const operands = operandsOf(condition);
  if (operands.length === 0 || operands.some((value) => typeof value === 'string')) return null;
  return `${root} is a text, and is never ${shown(operands[0])}.`;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumber(value);
}

/** Warns of a type to which the endpoint does not subscribe. */
function eventWarning({ path, operators }: PathCondition, patterns: readonly string[]): string | null {
  if (path !== 'event') return null;
  const asked = [operators['$eq'] ?? operators['$in'] ?? []].flat();
  const types = asked.filter((type) => typeof type === 'string');
  const wanted = types.some((type) => patterns.some((pattern) => matchesPattern(pattern, type)));
  if (types.length === 0 || wanted) return null;
  return `the event is to be ${types.join(' or ')}, which events (${patterns.join(', ')}) does not include.`;
}

function rangeWarning(condition: PathCondition): string | null {
  const { path, operators } = condition;
  const [low, high] = [operators['$gt'] ?? operators['$gte'], operators['$lt'] ?? operators['$lte']];
  if (operators['$exists'] === false && needsValue(condition))
    return `${path} is to be missing and to have a value: no event meets both.`;
  if (low === undefined || high === undefined) return null;
  const order = compareValues(low, high, new Work());
  const open = Object.hasOwn(operators, '$gt') || Object.hasOwn(operators, '$lt');
  if (Number.isNaN(order)) return `${path} is compared with a number and a text: no single value meets both.`;
  if (order < 0 || (order === 0 && !open)) return null;
  return `${path} is to be above ${shown(low)} and below ${shown(high)}: no single value meets both.`;
}

/** Warns where one path must equal different values at the same time. */
function equalityWarnings(conditions: readonly PathCondition[]): string[] {
  const asked = new Map<string, Set<string>>();
  for (const { path, operators, group } of conditions) {
    const value = operators['$eq'];
    if (!Object.hasOwn(operators, '$eq') || isObject(value) || Array.isArray(value)) continue;
    const key = `${group} ${path}`;
    asked.set(key, (asked.get(key) ?? new Set()).add(shown(value)));
  }
  return [...asked].flatMap(([key, values]) => {
    const path = key.slice(key.indexOf(' ') + 1);
    return values.size < 2 ? [] : [`${path} is to be ${[...values].join(' and ')}: no single value is both.`];
  });
}
