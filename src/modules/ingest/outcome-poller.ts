import type { Subscription } from 'rxjs';
import type { Settlements } from '../model/settlements.js';
import type { EventStore } from '../store/event-store.js';
import type { Wait } from './wait.js';

/** Maximum of events in one query. */
const QUERY_MAX = 1_000;
/** Pause between two queries, ms, so that deliveries settled meanwhile share one query. */
const PAUSE_MS = 10;

/** Options of {@link OutcomePoller}. */
export interface OutcomePollerOptions {
  readonly events: Pick<EventStore, 'tallies'>;
  readonly settlements: Settlements;
  /** Interval of polling for changes that this node is not told of, ms: settlements of other nodes, cancellations. */
  readonly pollMs: number;
}

/**
 * Reads the outcome of events for all waiting requests. A settlement on this node causes a query at once; one poll,
 * shared by all, finds the rest. While no request waits, nothing is subscribed and no timer runs.
 */
export class OutcomePoller {
  readonly #options: OutcomePollerOptions;
  readonly #waits = new Map<string, Set<Wait>>();
  /** Events of the next queries. */
  readonly #due = new Set<string>();
  #querying = false;
  #listening: Subscription | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: OutcomePollerOptions) {
    this.#options = options;
  }

  /** Number of events that are waited for. */
  get size(): number {
    return this.#waits.size;
  }

  /** Queries the events of a wait now, and whenever they may have changed, until the wait is removed. */
  add(wait: Wait): void {
    for (const id of wait.open) this.#waits.set(id, (this.#waits.get(id) ?? new Set()).add(wait));
    if (this.#waits.size > 0) this.#listen();
    this.#query(wait.open);
  }

  remove(wait: Wait, eventIds: Iterable<string>): void {
    for (const id of eventIds) this.#forget(id, wait);
    if (this.#waits.size > 0) return;
    this.#listening?.unsubscribe();
    this.#listening = null;
    clearTimeout(this.#timer);
    this.#due.clear();
  }

  #forget(id: string, wait: Wait): void {
    const waits = this.#waits.get(id);
    waits?.delete(wait);
    if (waits?.size === 0) this.#waits.delete(id);
  }

  #listen(): void {
    if (this.#listening) return;
    this.#listening = this.#options.settlements.eventIds.subscribe((id) => {
      if (this.#waits.has(id)) this.#query([id]);
    });
    this.#schedulePoll();
  }

  #schedulePoll(): void {
    this.#timer = setTimeout(() => {
      this.#query(this.#leastRecentlyQueried());
      this.#schedulePoll();
    }, this.#options.pollMs);
  }

  /** Rotates through the events: when more are waited for than one query holds, the next poll takes the next ones. */
  #leastRecentlyQueried(): readonly string[] {
    const ids = firstOf(this.#waits.keys(), QUERY_MAX);
    for (const id of ids) {
      const waits = this.#waits.get(id)!;
      this.#waits.delete(id);
      this.#waits.set(id, waits);
    }
    return ids;
  }

  #query(eventIds: Iterable<string>): void {
    for (const id of eventIds) this.#due.add(id);
    if (!this.#querying && this.#due.size > 0) void this.#queryDue();
  }

  async #queryDue(): Promise<void> {
    this.#querying = true;
    while (this.#due.size > 0) {
      const ids = firstOf(this.#due, QUERY_MAX);
      for (const id of ids) this.#due.delete(id);
      await this.#queryBatch(ids.filter((id) => this.#waits.has(id)));
      await new Promise((done) => setTimeout(done, PAUSE_MS));
    }
    this.#querying = false;
  }

  async #queryBatch(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    try {
      const tallies = await this.#options.events.tallies(ids);
      ids.forEach((id, at) => {
        for (const wait of this.#waits.get(id) ?? []) this.#update(wait, id, tallies[at] ?? null);
      });
    } catch {
      // The store fails; the next poll asks again.
    }
  }

  #update(wait: Wait, id: string, tally: Parameters<Wait['update']>[1]): void {
    wait.update(id, tally);
    if (!wait.open.has(id)) this.#forget(id, wait);
  }
}

function firstOf(ids: Iterable<string>, max: number): string[] {
  const first: string[] = [];
  for (const id of ids) {
    if (first.length === max) break;
    first.push(id);
  }
  return first;
}
