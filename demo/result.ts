import type { JobServer } from './job-server.ts';
import type { PlannedDeliveries } from './ledger.ts';
import type { Receiver } from './receiver.ts';

/** The figures of the demo: one column per receiver, `webhook_1` first. */
export interface Result {
  readonly columns: readonly Column[];
  readonly sent: number;
  readonly repeated: number;
  readonly recognised: number;
}

/** Figures of one receiver. */
export interface Column {
  readonly name: string;
  readonly expected: number;
  readonly delivered: number;
  readonly attempts: number;
  readonly retried: number;
  readonly duplicates: number;
  readonly verified: number | null;
  readonly refusals: readonly string[];
  readonly lost: number;
}

/** Computes the figures of the demo. */
export function resultOf(
  receivers: readonly Receiver[],
  promises: PlannedDeliveries,
  jobs: JobServer,
): Result {
  const columns = receivers.map(({ name, ledger }, index): Column => {
    const webhookId = `webhook_${index + 1}`;
    const { taken, attempts, postponed, duplicates, verified, refusals } = ledger;
    const lost = promises.missing(webhookId, ledger);
    const expected = promises.of(webhookId).size;
    return {
      name,
      expected,
      delivered: taken.size,
      attempts,
      retried: postponed,
      duplicates,
      verified,
      refusals,
      lost,
    };
  });
  const { sent, repeated, recognised } = jobs;
  return { columns, sent, repeated, recognised };
}

/** Tells whether every planned delivery has arrived. */
export function complete({ columns }: Result): boolean {
  return columns.every(({ lost }) => lost === 0);
}

/** Lists the reasons why the demo failed, as sentences; empty when it did not. */
export function failures({ columns, sent, repeated, recognised }: Result): readonly string[] {
  return [
    ...columns.flatMap(({ name, refusals }) => refusals.map((refusal) => `${name} refused: ${refusal}`)),
    ...columns
      .filter(({ lost }) => lost > 0)
      .map(({ name, lost }) => `${name} never got ${lost} deliveries.`),
    ...columns
      .filter(({ expected }) => expected !== sent)
      .map(({ name, expected }) => `${name} was promised ${expected} deliveries for ${sent} events.`),
    ...(recognised < repeated ? [`${repeated - recognised} repeated events were not recognised.`] : []),
  ];
}
