import type { Clock } from '../../../model/clock.js';
import type { Commits } from '../../commits.js';
import { SingleNodeLedger, SingleNode } from '../../single-node.js';
import { Store } from '../../store.js';
import { DatabaseThread, type Opening } from './database-thread.js';
import { portOn } from './threaded-ports.js';

/**
 * The SQLite store in a thread of its own: statements and syncs of the disk delay neither requests nor deliveries. It
 * behaves as the store it wraps; errors keep their code and message, and causes become part of the message.
 *
 * This folder crosses to the thread: `threaded-ports.ts` names the methods that may, `database-thread.ts` sends calls, `worker.ts` runs in
 * the thread and answers them.
 */
export class ThreadedStore extends Store {
  readonly events: Store['events'];
  readonly queue: Store['queue'];
  readonly conversations: Store['conversations'];
  readonly digests: Store['digests'];
  readonly endpoints: Store['endpoints'];
  readonly health: Store['health'];
  readonly definitions: Store['definitions'];
  readonly eventTypes: Store['eventTypes'];
  readonly mutes: Store['mutes'];
  readonly incidents: Store['incidents'];
  readonly views: Store['views'];
  readonly actions: Store['actions'];
  readonly upkeep: Store['upkeep'];
  readonly history: Store['history'];
  readonly repair: Store['repair'];
  readonly access: Store['access'];
  readonly keys: Store['keys'];
  readonly erasures: Store['erasures'];
  readonly nodes: SingleNode;
  readonly rates = new SingleNodeLedger();
  readonly commits: Commits;
  readonly #thread: DatabaseThread;

  constructor(thread: DatabaseThread, clock: Clock) {
    super();
    this.#thread = thread;
    this.nodes = new SingleNode(clock);
    this.commits = thread.commits;
    this.events = portOn(thread, 'events');
    // No other process writes to the file, so there is nothing to watch for, and no leader to elect.
    this.queue = portOn(thread, 'queue', { watch: () => () => undefined });
    this.upkeep = portOn(thread, 'upkeep', { acquireLeadership: () => Promise.resolve(true) });
    this.conversations = portOn(thread, 'conversations');
    this.digests = portOn(thread, 'digests');
    this.endpoints = portOn(thread, 'endpoints');
    this.health = portOn(thread, 'health');
    this.definitions = portOn(thread, 'definitions');
    this.eventTypes = portOn(thread, 'eventTypes');
    this.mutes = portOn(thread, 'mutes');
    this.incidents = portOn(thread, 'incidents');
    this.views = portOn(thread, 'views');
    this.actions = portOn(thread, 'actions');
    this.history = portOn(thread, 'history');
    this.repair = portOn(thread, 'repair');
    this.access = portOn(thread, 'access');
    this.keys = portOn(thread, 'keys');
    this.erasures = portOn(thread, 'erasures');
  }

  /** Opens a file by the built worker `entry`. Rejects as `openSqliteStore` does. */
  static async open(
    entry: URL,
    opening: Opening,
    clock: Clock,
    onLost?: (error: Error) => void,
  ): Promise<ThreadedStore> {
    return new ThreadedStore(await DatabaseThread.open(entry, opening, clock, onLost), clock);
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}
