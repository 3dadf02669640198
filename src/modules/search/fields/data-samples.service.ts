import { Injectable } from '@nestjs/common';
import { parseJson } from '../../model/exact-json.js';
import { Clock } from '../../model/clock.js';
import { Redactor } from '../../model/redactor.js';
import { ErasureStore } from '../../store/erasure-store.js';
import { EventStore } from '../../store/event-store.js';
import { ANY_EVENT, HistoryStore } from '../../store/history-store.js';

/** Newest events whose data is looked at, and the bytes of it, at most. */
const EVENTS_MAX = 40;
const BYTES_MAX = 512 * 1024;
/** Time for which samples are kept, ms: completion asks for them with every page. */
const KEPT_MS = 10_000;

interface Kept {
  readonly at: number;
  /** Erasures that any node had done when the samples were read. */
  readonly erased: number;
  readonly samples: Promise<readonly unknown[]>;
}

/** The data of the newest events, for suggestions. */
@Injectable()
export class DataSamples {
  #kept: Kept | null = null;

  constructor(
    private readonly history: HistoryStore,
    private readonly events: EventStore,
    private readonly erasures: ErasureStore,
    private readonly clock: Clock,
    private readonly redactor: Redactor,
  ) {}

  /**
   * Reads the data of the newest events; those of the last seconds are shared by all that ask, unless a job was erased meanwhile, on
   * any node. Rejects when the store does not answer.
   */
  async newest(): Promise<readonly unknown[]> {
    // Before the events are read: an erasure that ends meanwhile makes the samples old.
    const erased = await this.erasures.countDone();
    const now = this.clock.now();
    const kept = this.#kept;
    if (kept && kept.erased === erased && now - kept.at < KEPT_MS && now >= kept.at) return kept.samples;
    const samples = this.#read();
    const made = { at: now, erased, samples };
    this.#kept = made;
    samples.catch(() => {
      if (this.#kept === made) this.#kept = null;
    });
    return samples;
  }

  async #read(): Promise<readonly unknown[]> {
    const { rows } = await this.history.events(ANY_EVENT, { limit: EVENTS_MAX, after: null });
    const found: unknown[] = [];
    let bytes = 0;
    for (const { id } of rows) {
      const event = await this.events.find(id);
      bytes += event?.data.length ?? 0;
      if (bytes > BYTES_MAX) break;
      if (event) found.push(parseJson(this.redactor.of(event).event.data));
    }
    return found;
  }
}
