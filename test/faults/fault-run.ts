import type { GatewayProcess } from '../support/gateway-process.js';
import { sized } from '../support/long-run.js';
import { until } from '../support/until.js';
import type { RecordingReceiver } from './recording-receivers.js';
import { addUnrecorded, balance, Grounds, print, type Ledger } from './ledger.js';
import { Posters } from './posters.js';
import type { States } from './states.js';

/** The least number of events accepted between two strikes, and after the last. */
const LOAD = 5;
const LOAD_AFTERWARDS = 20;
/** The time after a fault within which events are accepted again, ms. */
const AGAIN_MS = 60_000;

/** Records the deliveries of a gateway's life that may arrive twice; life 1 where there is only one. */
export type Unrecorded = (life?: number) => Promise<void>;

export interface FaultRun {
  /** The name in the last line of the run. */
  readonly name: string;
  readonly strikes: number;
  /** The receiver of the deliveries of this run. */
  readonly recording: RecordingReceiver;
  /** Gateways that accept events now. */
  readonly nodes: () => readonly GatewayProcess[];
  /** Makes the fault and ends it; calls `unrecorded` where deliveries in flight may arrive twice. */
  readonly strike: (nth: number, unrecorded: Unrecorded) => Promise<void>;
  /** The state of each delivery in the store. */
  readonly states: () => States | Promise<States>;
  /** Adds other reasons for duplicates at the end. */
  readonly mayRepeat?: (grounds: Grounds) => void;
  /** The time between two events of a client, ms; short by default. */
  readonly pauseMs?: number;
  /** The time to deliver everything after the faults, ms. */
  readonly settleMs?: number;
}

/**
 * Posts events, strikes repeatedly, then waits until everything has arrived and compares what was owed with what arrived.
 *
 * The duplicates that a run may have are measured by delivery: at a crash, those that the receivers had answered with
 * success and the store had not recorded. Where a strike is no reason for duplicates, the bound stays 0.
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
    8,
    run.pauseMs,
  );
  const grounds = new Grounds();
  const unrecorded: Unrecorded = async (life = 1) =>
    addUnrecorded(grounds, [run.recording], life, await run.states());
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
    recordings: [run.recording],
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
export const strikes = (quick: number, long = 200, full = quick): number => sized(quick, long, full);
