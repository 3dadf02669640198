import { isFields, type Fields } from '../filter/filter-values.js';

/** The condition of a filter on the values at one path. */
export interface PathCondition {
  readonly path: string;
  /** Operators with their operands; an operand alone is `$eq`. */
  readonly operators: Fields;
  /** Conditions with the same number must hold together. */
  readonly group: number;
}

/** Collects the conditions of a filter on fields of the event, without those on entries of lists (`$elemMatch`). */
export function conditionsOf(filter: object): PathCondition[] {
  const found: PathCondition[] = [];
  let groups = 0;
  const collect = (query: Fields, group: number): void => {
    for (const [key, operand] of Object.entries(query)) {
      if (!key.startsWith('$')) found.push({ path: key, operators: operatorsOf(operand), group });
      else if (Array.isArray(operand)) {
        for (const part of operand.filter(isFields)) collect(part, key === '$and' ? group : (groups += 1));
      } else if (isFields(operand)) collect(operand, (groups += 1));
    }
  };
  collect(filter as Fields, groups);
  return found;
}

function operatorsOf(operand: unknown): Fields {
  const isQuery = isFields(operand) && Object.keys(operand).some((key) => key.startsWith('$'));
  return isQuery ? operand : { $eq: operand };
}

/** Lists the operands of a condition's equalities and comparisons. */
export function operandsOf({ operators }: PathCondition): unknown[] {
  return ['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$all'].flatMap((name) => {
    if (!Object.hasOwn(operators, name)) return [];
    const operand = operators[name];
    return name === '$in' || name === '$all' ? (operand as readonly unknown[]) : [operand];
  });
}

/** True where a missing value cannot meet the condition. */
export function needsValue({ operators }: PathCondition): boolean {
  const { $exists, $eq, $in } = operators as { $exists?: boolean; $eq?: unknown; $in?: readonly unknown[] };
  if ($exists === true) return true;
  if (
    ['$gt', '$gte', '$lt', '$lte', '$size', '$mod', '$elemMatch'].some((name) =>
      Object.hasOwn(operators, name),
    )
  )
    return true;
  if (Object.hasOwn(operators, '$all')) return !(operators['$all'] as readonly unknown[]).includes(null);
  if (Object.hasOwn(operators, '$eq')) return $eq !== null;
  return $in !== undefined && !$in.includes(null);
}
