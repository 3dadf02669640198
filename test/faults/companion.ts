import type { BadReceiver } from './bad-receiver.js';
import type { JobReporter } from './job-reporter.js';

export type Rows = <Row extends object>(sql: string) => Row[] | Promise<Row[]>;

/** A delivery to an endpoint, as the store has it at the end of a run. */
export interface StoredDelivery {
  readonly id: string;
  readonly event: string;
  /** State and reason: `delivered`, `delivered grouped`. */
  readonly state: string;
  /** Requests that were recorded, and takeovers of a lease, in each of which a request may have been made. */
  readonly tries: number;
  /** Delivery of the digest that told of the event. */
  readonly carrier: string | null;
  /** Null where the delivery is no digest. */
  readonly members: number | null;
}

/** An endpoint of the gateways of a run, beside the messages of jobs, with a receiver and a ledger of its own. */
export interface Companion {
  readonly name: string;
  readonly receiver: BadReceiver;
  /** The body of `POST /api/webhooks/endpoints`. */
  readonly endpoint: object;
  /** Compares what jobs reported, the rows of the store and what was received. */
  balance(reporter: JobReporter, deliveries: readonly StoredDelivery[], rows: Rows): Promise<CompanionLedger>;
}

export interface CompanionLedger {
  /** Numbers of events, requests and the like; none may be 0. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Counts of faults by their kind; each must be 0. */
  readonly faults: Readonly<Record<string, number>>;
}

/** The deliveries to an endpoint. */
export const deliveriesOf = (rows: Rows, endpointId: string) =>
  rows<StoredDelivery>(`select id, event_id as event, case when reason is null then state else state || ' ' || reason end as state,
    attempts + rescues as tries, grouped_in as carrier, case when carries is null then null else members end as members
    from deliveries where endpoint_id = '${endpointId}'`);

/** Counts the events without exactly one delivery in one of the states. */
export function unsettled(
  reporter: JobReporter,
  deliveries: readonly StoredDelivery[],
  ends: ReadonlySet<string>,
): number {
  const byEvent = Map.groupBy(deliveries, ({ event }) => event);
  return reporter.ids.filter((id) => {
    const [one, ...more] = byEvent.get(id) ?? [];
    return one === undefined || more.length > 0 || !ends.has(one.state);
  }).length;
}

/** Counts what was received more often than its delivery was tried. */
export function unexplained(
  deliveries: readonly StoredDelivery[],
  received: ReadonlyMap<string, number>,
): number {
  const over = deliveries.map(({ id, tries }) => Math.max(0, (received.get(id) ?? 0) - tries));
  return over.reduce((sum, count) => sum + count, 0);
}

/** Counts how often each text occurs. */
export function counted(texts: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** Counts the events that were first received after a later one of their job. `ids`: of events, in the order of their receipt. */
export function outOfOrder(ids: readonly string[]): number {
  const newest = new Map<string, number>();
  let count = 0;
  for (const id of new Set(ids)) {
    const [, job, step] = /^(j\d+)-(\d+)$/.exec(id)!;
    if (Number(step) < (newest.get(job!) ?? 0)) count++;
    newest.set(job!, Math.max(Number(step), newest.get(job!) ?? 0));
  }
  return count;
}
