import { equals, isPlainValue, VALUE_CONDITIONS, type Condition } from './filter-operators.js';
import { isContainer, isFields, type Fields } from './filter-values.js';
import { entriesOf, isBehindList, pathOf, reached, type Source } from './filter-walk.js';
import type { Work } from './filter-work.js';

const QUERY_LISTS: Readonly<Record<string, (queries: readonly Condition[]) => Condition>> = {
  $and: (queries) => (values, work) => queries.every((query) => query(values, work)),
  $or: (queries) => (values, work) => queries.some((query) => query(values, work)),
  $nor: (queries) => (values, work) => !queries.some((query) => query(values, work)),
};

/**
 * Compiles a MongoDB-style query into one condition on a value.
 *
 * @throws Error saying, in a sentence, why it cannot be understood
 */
export function compileQuery(query: object): Condition {
  const conditions = Object.entries(query).map(([key, operand]) =>
    key.startsWith('$') ? at('', [operator(key, operand)]) : atPath(key, operand),
  );
  return all(conditions);
}

function all(conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  if (only !== undefined && conditions.length === 1) return only;
  return (values, work) => conditions.every((condition) => condition(values, work));
}

/** Makes a condition that is met where the values at a path meet every condition; each may be met by another entry of a list. */
function at(path: string, conditions: readonly Condition[]): Condition {
  const steps = path === '' ? [] : pathOf(path);
  const condition = all(conditions);
  return (values, work) => condition(reached(values, steps, work), work);
}

function atPath(path: string, operand: unknown): Condition {
  const names = isContainer(operand) ? Object.keys(operand) : [];
  const operators = names.filter((name) => name.startsWith('$'));
  if (operators.length === 0) return at(path, [equals(operand)]);
  if (operators.length < names.length)
    throw new Error(`${path} mixes operators and fields: it takes operators only, or one exact object`);
  const misplaced = operators.find((name) => Object.hasOwn(QUERY_LISTS, name));
  if (misplaced !== undefined)
    throw new Error(`${misplaced} stands beside paths, not below one: {"${misplaced}":[{"${path}":…}]}`);
  return at(
    path,
    operators.map((name) => operator(name, (operand as Fields)[name])),
  );
}

function operator(name: string, operand: unknown): Condition {
  const list = QUERY_LISTS[name];
  if (list !== undefined) return list((operand as readonly object[]).map(compileQuery));
  if (name === '$not') return negated(compileQuery(operand as object));
  if (name === '$elemMatch') return anyEntry(compileQuery(operand as object));
  if (name === '$all') return allOf(operand as readonly unknown[]);
  if (name === '$in' || name === '$nin') refuseQueries(name, operand as readonly unknown[]);
  return VALUE_CONDITIONS[name]!(operand as never);
}

function negated(query: Condition): Condition {
  return (values, work) => !query(values, work);
}

function refuseQueries(name: string, operands: readonly unknown[]): void {
  if (
    operands.some((operand) => isFields(operand) && Object.keys(operand).some((key) => key.startsWith('$')))
  )
    throw new Error(`${name} takes values, not operators`);
}

/** Makes a condition that one entry of a list meets the whole query. Lists inside lists are not searched. */
function anyEntry(query: Condition): Condition {
  return (values, work) => {
    let met = false;
    values(({ value, owner, whole }) => {
      work.step();
      if (!Array.isArray(value)) return false;
      met = entriesOf(value, whole, (entry) => query((visit) => visit(entry), work));
      return met || !isFields(owner);
    });
    return met;
  };
}

/** Makes a condition that every operand is met by some value. Plain operands are ticked off in one scan. */
function allOf(operands: readonly unknown[]): Condition {
  const plain = new Set(operands.filter(isPlainValue));
  const others = operands.filter((operand) => !isPlainValue(operand)).map(condition);
  return (values, work) => hasAll(plain, values, work) && others.every((other) => other(values, work));
}

function condition(operand: unknown): Condition {
  return isFields(operand) ? compileQuery(operand) : equals(operand);
}

function hasAll(wanted: ReadonlySet<unknown>, values: Source, work: Work): boolean {
  if (wanted.size === 0) return true;
  const missing = new Set(wanted);
  return values((found) => {
    work.step();
    const { value } = found;
    if (isPlainValue(value) && !isBehindList(found)) missing.delete(value ?? null);
    return missing.size === 0;
  });
}
