import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Clock } from '../../model/clock.js';
import { KeyStore } from '../../store/key-store.js';
import { NonOverlapping } from '../../timing/non-overlapping.js';
import { KeyRates } from './key-rates.js';
import type { Key } from './key.js';

/** Interval at which uses are stored, ms: requests themselves write nothing. */
const EVERY_MS = 60_000;

/** Counts requests against the rates of keys, and notes when each key was used last: in memory, stored once a minute. */
@Injectable()
export class KeyUses implements BeforeApplicationShutdown {
  readonly #logger = new Logger('Access');
  readonly #since = new Map<string, number>();
  readonly #rates = new KeyRates();

  constructor(
    private readonly store: KeyStore,
    private readonly clock: Clock,
  ) {}

  note({ id }: Pick<Key, 'id'>): void {
    if (id !== null) this.#since.set(id, this.clock.now());
  }

  /** Notes a request with the key. Returns 0, or the time, ms, after which the key may send more: it is over its rate. */
  take(key: Pick<Key, 'id' | 'rate'>): number {
    if (key.id === null) return 0;
    const now = this.clock.now();
    this.#since.set(key.id, now);
    return this.#rates.take(key, now);
  }

  /** Returns the time of the key's last use at this node that is not stored yet, Unix ms; null without such a use. */
  pending(id: string): number | null {
    return this.#since.get(id) ?? null;
  }

  @Interval(EVERY_MS)
  @NonOverlapping
  async flush(): Promise<void> {
    const uses = [...this.#since].map(([id, at]) => ({ id, at }));
    if (uses.length === 0) return;
    this.#since.clear();
    try {
      await this.store.used(uses);
    } catch (error) {
      for (const { id, at } of uses) if (!this.#since.has(id)) this.#since.set(id, at);
      this.#logger.warn({ err: error }, 'Last uses of keys could not be stored; the next minute tries again');
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flush();
  }
}
