import type { Subscription } from 'rxjs';
import type { Settlements } from '../model/settlements.js';
import type { EventStore } from '../store/event-store.js';
import type { Wait } from './wait.js';

/** Events of one look at the store. */
const LOOK_MAX = 1_000;
/** Pause between two looks, ms: what settles meanwhile is looked at together. */
const PAUSE_MS = 10;

export interface WaitBoardOptions {
  readonly events: Pick<EventStore, 'tallies'>;
  readonly settlements: Settlements;
  /** Between two looks for what this node is not told of: settled by other nodes, cancelled; ms. */
  readonly pollMs: number;
}

/**
 * Shows all waits what becomes of their events. Settlements of this node lead to a look at once; one poll, shared by
 * all waits, finds the rest. Nothing is subscribed to and no timer runs while nobody waits.
 */
export class WaitBoard {
  readonly #options: WaitBoardOptions;
  readonly #waits = new Map<string, Set<Wait>>();
  /** Events to look at next. */
  readonly #due = new Set<string>();
  #looking = false;
  #listening: Subscription | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: WaitBoardOptions) {
    this.#options = options;
  }

  /** Events that are waited for. */
  get size(): number {
    return this.#waits.size;
  }

  /** Looks at the wait's events now, and again whenever they may have changed, until it leaves. */
  join(wait: Wait): void {
    for (const id of wait.open) this.#waits.set(id, (this.#waits.get(id) ?? new Set()).add(wait));
    if (this.#waits.size > 0) this.#listen();
    this.#look(wait.open);
  }

  leave(wait: Wait, eventIds: Iterable<string>): void {
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
      if (this.#waits.has(id)) this.#look([id]);
    });
    this.#schedulePoll();
  }

  #schedulePoll(): void {
    this.#timer = setTimeout(() => {
      this.#look(this.#longestUnseen());
      this.#schedulePoll();
    }, this.#options.pollMs);
  }

  /** Goes round: where more events are waited for than fit in one look, the next poll looks at the next ones. */
  #longestUnseen(): readonly string[] {
    const ids = firstOf(this.#waits.keys(), LOOK_MAX);
    for (const id of ids) {
      const waits = this.#waits.get(id)!;
      this.#waits.delete(id);
      this.#waits.set(id, waits);
    }
    return ids;
  }

  #look(eventIds: Iterable<string>): void {
    for (const id of eventIds) this.#due.add(id);
    if (!this.#looking && this.#due.size > 0) void this.#lookAtAll();
  }

  async #lookAtAll(): Promise<void> {
    this.#looking = true;
    while (this.#due.size > 0) {
      const ids = firstOf(this.#due, LOOK_MAX);
      for (const id of ids) this.#due.delete(id);
      await this.#lookAt(ids.filter((id) => this.#waits.has(id)));
      await new Promise((done) => setTimeout(done, PAUSE_MS));
    }
    this.#looking = false;
  }

  async #lookAt(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    try {
      const tallies = await this.#options.events.tallies(ids);
      ids.forEach((id, at) => {
        for (const wait of this.#waits.get(id) ?? []) this.#show(wait, id, tallies[at] ?? null);
      });
    } catch {
      // The store does not answer now: the poll asks again.
    }
  }

  #show(wait: Wait, id: string, tally: Parameters<Wait['see']>[1]): void {
    wait.see(id, tally);
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
