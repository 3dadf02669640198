import type { Store } from '../../store.js';
import type { DatabaseThread } from './database-thread.js';
import type { PortName } from './messages.js';

/** Methods that the calling thread answers itself, because the file belongs to this process alone. */
export interface LocalMethods {
  readonly queue: Pick<Store['queue'], 'watch'>;
  readonly upkeep: Pick<Store['upkeep'], 'acquireLeadership'>;
}

type ThreadedPort = Exclude<PortName, 'nodes' | 'rates'>;
type LocalMethod<P extends ThreadedPort> = P extends keyof LocalMethods ? keyof LocalMethods[P] : never;

/** The methods of each port that cross to the database thread; a missing one is a type error. */
const METHODS: {
  readonly [P in ThreadedPort]: { readonly [M in Exclude<keyof Store[P], LocalMethod<P>>]: true };
} = {
  events: { accept: true, find: true, tally: true, tallies: true },
  queue: {
    claim: true,
    settle: true,
    renew: true,
    rescue: true,
    nextDueAt: true,
    nextDueInMs: true,
    cancelPending: true,
    expire: true,
    recentSends: true,
    slowed: true,
    held: true,
  },
  conversations: { turn: true, first: true, behind: true, waitingTypes: true, ofJob: true, hasten: true },
  digests: { seal: true, describe: true, types: true, states: true, hasten: true },
  endpoints: {
    sync: true,
    addListener: true,
    markRemoved: true,
    list: true,
    setDisabled: true,
    setPaused: true,
  },
  health: { list: true, change: true },
  definitions: { changes: true, write: true },
  eventTypes: { changes: true, write: true },
  mutes: { changes: true, add: true, end: true },
  incidents: {
    situation: true,
    open: true,
    change: true,
    drop: true,
    told: true,
    remark: true,
    evidence: true,
    find: true,
    list: true,
    counts: true,
    versions: true,
    purge: true,
  },
  views: { list: true, add: true, replace: true, remove: true },
  actions: { begin: true, complete: true, release: true, find: true },
  upkeep: {
    purge: true,
    purgeTypes: true,
    counts: true,
    due: true,
    outstanding: true,
    shrink: true,
    recordBacklog: true,
    ping: true,
  },
  history: {
    deliveries: true,
    delivery: true,
    deliveriesById: true,
    events: true,
    event: true,
    deliveriesOfEvents: true,
    attemptsOf: true,
    eventsOfJob: true,
    changes: true,
    statistics: true,
    errors: true,
    backlog: true,
    queue: true,
    unrouted: true,
    eventCounts: true,
    beginningWith: true,
    count: true,
  },
  repair: {
    redeliver: true,
    retryNow: true,
    retryFirst: true,
    hasten: true,
    releaseQuiet: true,
    cancel: true,
    start: true,
    operation: true,
    operations: true,
    running: true,
    outcomes: true,
    stop: true,
    take: true,
    advance: true,
    replay: true,
    release: true,
  },
  access: { record: true, complete: true, entries: true, endSession: true, isEnded: true, purge: true },
  erasures: {
    count: true,
    countDone: true,
    start: true,
    list: true,
    find: true,
    take: true,
    pending: true,
    step: true,
  },
  keys: { changes: true, add: true, change: true, rotate: true, revoke: true, used: true },
};

/** Makes a port whose methods run in the database thread. `local` holds those that need not cross. */
export function portOn<P extends ThreadedPort>(
  thread: DatabaseThread,
  port: P,
  ...[local]: P extends keyof LocalMethods ? [local: LocalMethods[P]] : []
): Store[P] {
  const remote = Object.keys(METHODS[port]).map((method) => [
    method,
    (...args: readonly unknown[]) => thread.call(port, method, args),
  ]);
  return { ...Object.fromEntries(remote), ...local } as Store[P];
}
