import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Subject, type Observable } from 'rxjs';
import { GatewayConfig } from '../../config/gateway-config.js';
import { SerialQueue } from '../../model/serial-queue.js';
import { KeyStore, type StoredKey } from '../../store/key-store.js';
import { NonOverlapping } from '../../timing/non-overlapping.js';
import { keysOf, type Key } from './key.js';

/** Interval at which a node reads which keys other nodes made, changed or revoked, ms. */
const REFRESH_EVERY_MS = 250;

/** Holds the keys that operators made, those of other nodes too: a request reads no row of the store for its key. */
@Injectable()
export class StoredKeys implements OnModuleInit {
  readonly #rows = new Map<string, StoredKey>();
  readonly #reloads = new SerialQueue();
  readonly #changes = new Subject<void>();
  /** Emits when keys were made, changed or revoked, here or by another node. */
  readonly changes: Observable<void> = this.#changes.asObservable();
  #byDigest: ReadonlyMap<string, Key> = new Map();
  #revision = 0;
  #empty = true;

  constructor(
    private readonly config: GatewayConfig,
    private readonly store: KeyStore,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.reload();
  }

  /** True while there is no key that is not revoked. */
  get empty(): boolean {
    return this.#empty;
  }

  /** All keys with a digest of their own, ended ones included: a rotated key is there twice. */
  all(): Iterable<Key> {
    return this.#byDigest.values();
  }

  /** Finds the key with this SHA-256, in hex; undefined without one. */
  byDigest(digest: string): Key | undefined {
    return this.#byDigest.get(digest);
  }

  /** Takes over what is stored. Resolves once the keys here are those that were stored when it was called. */
  reload(): Promise<void> {
    return this.#reloads.run(async () => {
      const rows = await this.store.changes(this.#revision);
      if (rows.length === 0) return;
      for (const row of rows) this.#rows.set(row.id, row);
      this.#revision = rows.at(-1)!.revision;
      this.#empty = [...this.#rows.values()].every(({ revokedAt }) => revokedAt !== null);
      this.#byDigest = new Map(
        [...this.#rows.values()].flatMap(keysOf).map((key) => [key.digest.toString('hex'), key]),
      );
      this.#changes.next();
    });
  }

  /** Takes over what other nodes wrote, where the store is shared. A store that fails is read again after the interval. */
  @Interval(REFRESH_EVERY_MS)
  @NonOverlapping
  async refresh(): Promise<void> {
    if (this.config.database.driver !== 'sqlite') await this.reload().catch(() => undefined);
  }
}
