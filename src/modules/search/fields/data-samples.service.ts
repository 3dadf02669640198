import { Injectable } from '@nestjs/common';
import { parseJson } from '../../model/exact-json.js';
import { Clock } from '../../model/clock.js';
import { Redactor } from '../../model/redactor.js';
import { EventStore } from '../../store/event-store.js';
import { ANY_EVENT, HistoryStore } from '../../store/history-store.js';

/** Newest events whose data is looked at, and the bytes of it, at most. */
const EVENTS_MAX = 40;
const BYTES_MAX = 512 * 1024;
/** Time for which samples are kept, ms: completion asks for them with every page. */
const KEPT_MS = 10_000;

/** The data of the newest events, for suggestions. */
@Injectable()
export class DataSamples {
  #kept: { readonly at: number; readonly samples: Promise<readonly unknown[]> } | null = null;

  constructor(
    private readonly history: HistoryStore,
    private readonly events: EventStore,
    private readonly clock: Clock,
    private readonly redactor: Redactor,
  ) {}

  /** Reads the data of the newest events; those of the last seconds are shared by all that ask. */
  newest(): Promise<readonly unknown[]> {
    const now = this.clock.now();
    if (this.#kept === null || now - this.#kept.at >= KEPT_MS || now < this.#kept.at) {
      const samples = this.#read();
      this.#kept = { at: now, samples };
      samples.catch(() => (this.#kept = null));
    }
    return this.#kept.samples;
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
