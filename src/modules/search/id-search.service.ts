import { Injectable } from '@nestjs/common';
import { isOwnEvent } from '../model/system-events.js';
import type { Condition } from '../store/history-conditions.js';
import {
  ANY_DELIVERY,
  ANY_EVENT,
  HistoryStore,
  type DeliverySummary,
  type EventSummary,
} from '../store/history-store.js';

/** Hits of one kind, at most. */
export const HITS_MAX = 6;
/** Time for each search that no index answers, ms: it looks back as far as that allows. */
const BUDGET_MS = 20;
/** Rows that are looked through for different errors. */
const ERROR_ROWS = 50;

const UUID_BEGIN =
  /^[0-9a-f]{1,8}(?:-(?:[0-9a-f]{0,4}(?:-(?:[0-9a-f]{0,4}(?:-(?:[0-9a-f]{0,4}(?:-[0-9a-f]{0,12})?)?)?)?)?)?)?$/;
const UUID_PART = /^[0-9a-f-]{3,36}$/;

/** Rows of the store whose id matches. */
export interface StoredHits {
  readonly events: readonly EventSummary[];
  /** The newest event of each job that was found. */
  readonly jobs: readonly EventSummary[];
  readonly deliveries: readonly DeliverySummary[];
  /** The newest delivery with each error that contains the text. */
  readonly errors: readonly DeliverySummary[];
  /** Unix ms: how far back fragments were searched for; null: to the end. */
  readonly searchedTo: number | null;
}

/**
 * Finds events, jobs and deliveries by a fragment of their ids, and errors by their text. The beginning of an id is looked up along
 * an index, whatever its age; other fragments are searched for among the newest rows, for a bounded time.
 */
@Injectable()
export class IdSearch {
  constructor(private readonly history: HistoryStore) {}

  async find(text: string): Promise<StoredHits> {
    const [named, deliveries, errors, eventIds, jobIds] = await Promise.all([
      this.#events([{ test: { of: 'name', text } }]),
      this.#deliveries(text.toLowerCase()),
      this.#errors(text),
      this.history.beginningWith('event', text, HITS_MAX),
      this.history.beginningWith('job', text, HITS_MAX),
    ]);
    const wanted = text.toLowerCase();
    const has = (id: string | null): boolean => id !== null && id.toLowerCase().includes(wanted);
    const ofJobs = named.rows.filter(({ type }) => !isOwnEvent(type));
    const jobs = new Set([...jobIds, ...ofJobs.flatMap(({ jobId }) => (has(jobId) ? [jobId!] : []))]);
    const events = new Set([...eventIds, ...named.rows.flatMap(({ id }) => (has(id) ? [id] : []))]);
    return {
      events: await this.#byId([...events].slice(0, HITS_MAX), named.rows),
      jobs: await Promise.all([...jobs].slice(0, HITS_MAX).map((id) => this.#newestOf(id))).then(present),
      deliveries: deliveries.rows,
      errors: errors.rows,
      searchedTo: furthest([named.searchedTo, deliveries.searchedTo, errors.searchedTo]),
    };
  }

  async #events(where: readonly Condition[]) {
    // Jobs have several events each, so more rows than are shown are read.
    const page = { limit: 4 * HITS_MAX, after: null, budgetMs: BUDGET_MS };
    const { rows, next } = await this.history.events({ ...ANY_EVENT, where }, page);
    return { rows, searchedTo: rows.length < page.limit ? (next?.at ?? null) : null };
  }

  async #deliveries(text: string) {
    const none = { rows: [] as DeliverySummary[], searchedTo: null as number | null };
    if (!UUID_PART.test(text)) return none;
    const begin = UUID_BEGIN.test(text) ? await this.history.beginningWith('delivery', text, HITS_MAX) : [];
    const first = await this.history.deliveriesById(begin);
    // Ids begin with the time: no other fragment of as many digits is looked for where the beginning was found.
    if (first.length > 0) return { ...none, rows: first };
    const where: Condition[] = [{ test: { of: 'id', any: [{ how: 'contains', text }] } }];
    const page = { limit: HITS_MAX, after: null, budgetMs: BUDGET_MS };
    const { rows, next } = await this.history.deliveries({ ...ANY_DELIVERY, where }, page);
    return { rows: [...rows], searchedTo: rows.length < HITS_MAX ? (next?.at ?? null) : null };
  }

  async #errors(error: string) {
    const page = { limit: ERROR_ROWS, after: null, budgetMs: BUDGET_MS };
    const { rows, next } = await this.history.deliveries(
      { ...ANY_DELIVERY, states: ['failed'], error },
      page,
    );
    const byError = new Map(rows.toReversed().map((row) => [row.lastError?.message ?? row.reason, row]));
    const newest = [...byError.values()].toReversed().slice(0, HITS_MAX);
    return { rows: newest, searchedTo: rows.length < ERROR_ROWS ? (next?.at ?? null) : null };
  }

  /** Reads only the events that are not known. */
  async #byId(ids: readonly string[], rows: readonly EventSummary[]): Promise<readonly EventSummary[]> {
    const known = new Map(rows.map((row) => [row.id, row]));
    const read = async (id: string) => known.get(id) ?? (await this.history.event(id))?.summary;
    return present(await Promise.all(ids.map(read)));
  }

  async #newestOf(jobId: string): Promise<EventSummary | undefined> {
    const { rows } = await this.history.events({ ...ANY_EVENT, jobId }, { limit: 1, after: null });
    return rows[0];
  }
}

const present = <T>(found: readonly (T | undefined)[]): T[] => found.filter((one) => one !== undefined);

/** The least far of searches that were not finished; null where all were. */
function furthest(reached: readonly (number | null)[]): number | null {
  const open = reached.filter((at) => at !== null);
  return open.length === 0 ? null : Math.max(...open);
}
