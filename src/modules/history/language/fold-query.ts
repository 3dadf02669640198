import type { Condition, DeliveryTest, RowTest } from '../../store/history-conditions.js';
import type { DeliveryFilter, EventFilter } from '../../store/history-store.js';

/**
 * Brings conditions into the fields of a filter, for which the store has indexes, where the field is free; the rest stays
 * beside them. What is both in a field and in the query must hold for both.
 */
export function foldIntoEvents(filter: EventFilter, conditions: readonly Condition[]): EventFilter {
  let folded = filter;
  const rest: Condition[] = [];
  for (const condition of conditions) {
    const next = condition.not ? null : foldTest(folded, condition.test);
    if (next) folded = next;
    else rest.push(condition);
  }
  const where = joinDeliveries(rest);
  return where.length === 0 ? folded : { ...folded, where };
}

/** {@link foldIntoEvents} for deliveries. */
export function foldIntoDeliveries(filter: DeliveryFilter, conditions: readonly Condition[]): DeliveryFilter {
  let folded = filter;
  const where: Condition[] = [];
  for (const condition of conditions) {
    const { test, not = false } = condition;
    const next = not ? null : (foldDelivery(folded, test) ?? foldShared(folded, test));
    if (next) folded = next;
    else where.push(condition);
  }
  return where.length === 0 ? folded : { ...folded, where };
}

type Shared = Pick<EventFilter, 'types' | 'jobId' | 'from' | 'to'>;

/** Folds a test that both lists have; null where its field is taken, or there is none. */
function foldShared<Filter extends Shared>(filter: Filter, test: RowTest): Filter | null {
  const { types, jobId, from, to } = filter;
  if (test.of === 'type' && types === null) return { ...filter, types: test.patterns };
  if (test.of === 'time') {
    const later = Math.max(from ?? -Infinity, test.from ?? -Infinity);
    const earlier = Math.min(to ?? Infinity, test.to ?? Infinity);
    return {
      ...filter,
      from: Number.isFinite(later) ? later : null,
      to: Number.isFinite(earlier) ? earlier : null,
    };
  }
  if (test.of !== 'job' || jobId !== null) return null;
  const [only] = test.any;
  return test.any.length === 1 && only!.how === 'is' && only!.text !== ''
    ? { ...filter, jobId: only!.text }
    : null;
}

function foldTest(filter: EventFilter, test: RowTest): EventFilter | null {
  const { unrouted = null, mismatch = null } = filter;
  if (test.of === 'unrouted' && unrouted === null) return { ...filter, unrouted: true };
  if (test.of === 'routed' && unrouted === null) return { ...filter, unrouted: false };
  if (test.of === 'mismatch' && mismatch === null) return { ...filter, mismatch: true };
  return foldShared(filter, test);
}

function foldDelivery(filter: DeliveryFilter, test: RowTest): DeliveryFilter | null {
  if (test.of === 'state' && filter.states === null) return { ...filter, states: test.states };
  if (test.of === 'endpoint' && filter.endpointIds === null) return { ...filter, endpointIds: test.ids };
  if (test.of === 'error' && filter.error === null && test.any.length === 1)
    return { ...filter, error: test.any[0]! };
  return null;
}

const DELIVERY_TESTS = new Set<RowTest['of']>(['endpoint', 'state', 'status', 'attempts', 'error']);

/** Joins the tests of deliveries: `endpoint:crm status:429` means one delivery, to that endpoint and with that status. */
function joinDeliveries(conditions: readonly Condition[]): Condition[] {
  const isJoined = ({ test, not = false }: Condition): boolean => !not && DELIVERY_TESTS.has(test.of);
  const joined = conditions.filter(isJoined).map(({ test }) => test as DeliveryTest);
  const rest = conditions.filter((condition) => !isJoined(condition));
  return joined.length === 0 ? rest : [...rest, { test: { of: 'delivery', all: joined } }];
}
