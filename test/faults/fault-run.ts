import type { GatewayProcess } from '../support/gateway-process.js';
import { sized } from '../support/long-run.js';
import { until } from '../support/until.js';
import type { RecordingReceiver } from './recording-receivers.js';
import { addUnrecorded, balance, Grounds, print, type Ledger } from './ledger.js';
import { Posters } from './posters.js';
import type { States } from './states.js';

/** Events that are taken between two strikes at least, and after the last. */
const LOAD = 5;
const LOAD_AFTERWARDS = 20;
/** How soon after a fault events are taken again at the latest, ms. */
const AGAIN_MS = 60_000;

/** Measures what may come twice: what was sent in that life of a gateway, 1 where the book knows of no other. */
export type Unrecorded = (life?: number) => Promise<void>;

export interface FaultRun {
  /** In the line that the run ends with. */
  readonly name: string;
  readonly strikes: number;
  /** Where deliveries of this run arrive. */
  readonly book: RecordingReceiver;
  /** Gateways that take events just now. */
  readonly nodes: () => readonly GatewayProcess[];
  /** Makes the fault and ends it; `unrecorded` is called where what is in flight may come twice. */
  readonly strike: (nth: number, unrecorded: Unrecorded) => Promise<void>;
  /** What the store says of each delivery. */
  readonly states: () => States | Promise<States>;
  /** What may come twice for another reason, told at the end. */
  readonly mayRepeat?: (grounds: Grounds) => void;
  /** Clients that post at the same time. */
  readonly posters?: number;
  /** What the gateways may take for all that is left when the faults are over, ms. */
  readonly settleMs?: number;
}

/**
 * Posts, strikes again and again, then lets all arrive and balances the books.
 *
 * What may come twice is measured, delivery by delivery: at a crash, what the receivers had answered with success and the
 * store did not know of yet. Where a strike is no reason for anything to come twice, the bound stays 0.
 */
export async function faultRun(run: FaultRun): Promise<Ledger> {
  let turn = 0;
  const posters = new Posters(
    {
      get current() {
        const nodes = run.nodes();
        return nodes.length === 0 ? null : nodes[turn++ % nodes.length]!;
      },
    },
    run.posters ?? 8,
  );
  const grounds = new Grounds();
  const unrecorded: Unrecorded = async (life = 1) =>
    addUnrecorded(grounds, [run.book], life, await run.states());
  const taking = async (count: number): Promise<void> => {
    const enough = posters.accepted.size + count;
    await until('events taken', () => posters.accepted.size >= enough, AGAIN_MS);
  };
  try {
    for (let nth = 0; nth < run.strikes; nth++) {
      await taking(LOAD);
      await run.strike(nth, unrecorded);
    }
    await taking(LOAD_AFTERWARDS);
    await posters.stop();
    await run.nodes()[0]!.settled(run.settleMs ?? 60_000);
  } finally {
    await posters.stop().catch(() => undefined);
  }
  run.mayRepeat?.(grounds);
  const ledger = balance({
    accepted: posters.accepted,
    books: [run.book],
    grounds,
    states: await run.states(),
  });
  print(`${run.name}, ${run.strikes} times`, ledger);
  return ledger;
}

/** The ledger that every run must end with. */
export const BALANCED = { lost: 0, undelivered: 0, unexplained: 0 };
/** The ledger that a run on a SQLite file must end with. */
export const SOUND = { ...BALANCED, integrity: 'ok' };

/** The number of times that a fault strikes: 200 in a long run, unless said otherwise. */
export const strikes = (quick: number, long = 200): number => sized(quick, long);
