import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Subject, type Observable } from 'rxjs';
import { GatewayConfig } from '../../config/gateway-config.js';
import { Clock } from '../../model/clock.js';
import { isAbout, isActive, type Mute, type MuteSubject, type NewMute } from '../../model/mute.js';
import { SerialQueue } from '../../model/serial-queue.js';
import { uuidV7 } from '../../model/uuid-v7.js';
import { MuteStore } from '../../store/mute-store.js';
import { NonOverlapping } from '../../timing/non-overlapping.js';

/** Interval at which a node reads which mutes other nodes made or ended, ms. */
const REFRESH_EVERY_MS = 250;

/** Holds the mutes that operators made, those of other nodes too. */
@Injectable()
export class MuteCatalogue implements OnModuleInit {
  readonly #mutes = new Map<string, Mute>();
  readonly #reloads = new SerialQueue();
  readonly #changes = new Subject<readonly Mute[]>();
  /** Emits mutes that were made or ended, here or by another node. */
  readonly changes: Observable<readonly Mute[]> = this.#changes.asObservable();
  #revision = 0;
  /** The mutes that nobody has ended; some of them may have ended by themselves. */
  #open: readonly Mute[] = [];

  constructor(
    private readonly config: GatewayConfig,
    private readonly store: MuteStore,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.reload();
  }

  /** The current time by which mutes end, Unix ms. */
  now(): number {
    return this.clock.now();
  }

  /** Lists all mutes, newest first; ended ones are included. */
  all(): Mute[] {
    return [...this.#mutes.values()].sort((one, other) => (one.id < other.id ? 1 : -1));
  }

  /** The mutes that hold at `now` (Unix ms) and are about this event at this endpoint. */
  about(subject: MuteSubject, now: number): readonly Mute[] {
    return this.#open.length === 0
      ? this.#open
      : this.#open.filter((mute) => isActive(mute, now) && isAbout(mute, subject));
  }

  /** Returns the end of the last mute that holds for all messages of the endpoint, Unix ms; null where none holds. */
  mutedUntil(endpointId: string): number | null {
    return this.#lastEnd(({ jobId, endpointId: of }) => jobId === null && (of === null || of === endpointId));
  }

  /** Returns the end of the last mute that names the job, or the incident, at all endpoints, Unix ms; null where none holds. */
  jobMutedUntil(jobId: string): number | null {
    return this.#lastEnd((mute) => mute.jobId === jobId && mute.endpointId === null);
  }

  /** Returns the end of the last mute that holds, names neither type nor error, and is meant, Unix ms; null where none is. */
  #lastEnd(isMeant: (mute: Mute) => boolean): number | null {
    const now = this.now();
    const ends = this.#open
      .filter(
        (mute) => isActive(mute, now) && mute.type === null && mute.errorClass === null && isMeant(mute),
      )
      .map(({ until }) => until);
    return ends.length === 0 ? null : Math.max(...ends);
  }

  /** @throws GatewayError `store_full`, `store_unavailable` */
  async add(mute: NewMute): Promise<Mute> {
    const stored = await this.store.add(uuidV7(), mute);
    await this.reload();
    return stored;
  }

  /** Ends a mute early; null where none of that id holds. @throws GatewayError `store_full`, `store_unavailable` */
  async end(id: string): Promise<Mute | null> {
    if (!this.#mutes.has(id)) return null;
    const stored = await this.store.end(id);
    await this.reload();
    return stored;
  }

  /** Takes over what other nodes wrote, where the store is shared. A store that fails is read again after the interval. */
  @Interval(REFRESH_EVERY_MS)
  @NonOverlapping
  async refresh(): Promise<void> {
    if (this.config.database.driver !== 'sqlite') await this.reload().catch(() => undefined);
  }

  /** Takes over mutes that were made, ended or erased since the last read. */
  reload(): Promise<void> {
    return this.#reloads.run(async () => {
      const rows = await this.store.changes(this.#revision);
      if (rows.length === 0) return;
      for (const row of rows) this.#mutes.set(row.id, row);
      this.#revision = rows.at(-1)!.revision;
      const now = this.now();
      this.#open = [...this.#mutes.values()].filter((mute) => isActive(mute, now));
      this.#changes.next(rows);
    });
  }
}
