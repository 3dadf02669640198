import type { JobServer } from './job-server.ts';
import type { CardFigures, JobCards } from './job-cards.ts';
import type { PlannedDeliveries } from './ledger.ts';
import type { Receiver } from './receiver.ts';

/** The figures of the demo: one column per receiver. */
export interface Result {
  readonly columns: readonly Column[];
  readonly sent: number;
  readonly repeated: number;
  readonly recognised: number;
  /** Figures of the messages that the events of a job share. */
  readonly cards: CardFigures;
}

/** Figures of one receiver. */
export interface Column {
  readonly name: string;
  readonly expected: number;
  readonly delivered: number;
  /** Deliveries that needed no request, because the message of their job shows a newer event. */
  readonly superseded: number;
  readonly attempts: number;
  readonly retried: number;
  readonly duplicates: number;
  readonly verified: number | null;
  readonly refusals: readonly string[];
  readonly lost: number;
}

/** The parts that played in the demo. */
export interface Played {
  readonly receivers: readonly Receiver[];
  readonly promises: PlannedDeliveries;
  readonly jobs: JobServer;
  readonly cards: JobCards;
  /** Ids of superseded deliveries, of all endpoints. */
  readonly superseded: ReadonlySet<string>;
}

/** Computes the figures of the demo. */
export function resultOf({ receivers, promises, jobs, cards, superseded }: Played): Result {
  const columns = receivers.map(({ name, ledger }, index): Column => {
    // The gateway numbers its endpoints in the order of the file.
    const endpoint = `webhook_${index + 1}`;
    const { taken, attempts, postponed, duplicates, verified, refusals } = ledger;
    const lost = promises.missing(endpoint, ledger, superseded);
    const planned = promises.of(endpoint);
    return {
      name,
      expected: planned.size,
      delivered: taken.size,
      superseded: [...planned].filter((id) => superseded.has(id)).length,
      attempts,
      retried: postponed,
      duplicates,
      verified,
      refusals,
      lost,
    };
  });
  const { sent, repeated, recognised } = jobs;
  return { columns, sent, repeated, recognised, cards: cards.figures };
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
