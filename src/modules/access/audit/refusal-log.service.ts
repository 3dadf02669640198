import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../../model/clock.js';
import { AccessStore, type NewAuditEntry } from '../../store/access-store.js';
import { refusalOf, type Refusal } from './refusal.js';

/** Time in which refusals of one kind and address share an entry, ms. */
const WINDOW_MS = 60_000;
/** Interval at which counts that have grown are stored, ms. */
const FLUSH_EVERY_MS = 5_000;
/** Maximum of entries begun in a window; further addresses share one entry per kind. */
const ENTRIES_MAX = 100;
const ROUTES_MAX = 5;

interface Counted {
  readonly entry: NewAuditEntry;
  /** Id of the entry; null when it could not be stored. */
  readonly id: Promise<number | null>;
  readonly endsAt: number;
  readonly routes: Set<string>;
  count: number;
  stored: number;
}

/**
 * Writes refused requests (401, 403, and 429 to unauthenticated callers) into the audit log. The first refusal of an
 * address is stored at once; further ones of the same minute are counted in its entry, so that callers cannot flood the
 * log.
 */
@Injectable()
export class RefusalLog implements BeforeApplicationShutdown {
  readonly #logger = new Logger('Audit');
  readonly #counted = new Map<string, Counted>();

  constructor(
    private readonly store: AccessStore,
    private readonly clock: Clock,
  ) {}

  /** Records the answer if it is a refusal. The caller passes every answer. */
  note(request: FastifyRequest, { statusCode }: Pick<FastifyReply, 'statusCode'>): void {
    if (statusCode !== 401 && statusCode !== 403 && statusCode !== 429) return;
    const refusal = refusalOf(request, statusCode);
    if (refusal) this.#count(refusal);
  }

  noteLockOut(address: string, detail: Readonly<Record<string, unknown>>): void {
    this.#count({ action: 'access.locked_out', actor: 'unknown', address, route: null, detail });
  }

  /** Records that somebody in a chat pressed a button that they may not press. `actor`: `telegram: Ana (4711) at webhook_1`. */
  notePress(actor: string, detail: Readonly<Record<string, unknown>>): void {
    this.#count({ action: 'actions.not_allowed', actor, address: '', route: null, detail });
  }

  @Interval(FLUSH_EVERY_MS)
  async flush(): Promise<void> {
    const now = this.clock.now();
    const open = [...this.#counted.values()];
    const grown = open.filter(({ count, stored }) => count > stored);
    for (const [key, { endsAt }] of this.#counted) if (endsAt <= now) this.#counted.delete(key);
    await Promise.all([...open.map(({ id }) => id), ...grown.map((counted) => this.#store(counted))]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flush();
  }

  #count(refusal: Refusal): void {
    const own = keyOf(refusal);
    const known = this.#open(own);
    const isBounded = known === undefined && this.#counted.size >= ENTRIES_MAX;
    const shared = { ...refusal, actor: 'unknown', address: '' };
    const counted = known ?? (isBounded ? this.#openOrBegin(shared) : this.#begin(refusal));
    counted.count += 1;
    if (refusal.route !== null && counted.routes.size < ROUTES_MAX) counted.routes.add(refusal.route);
  }

  #openOrBegin(refusal: Refusal): Counted {
    return this.#open(keyOf(refusal)) ?? this.#begin(refusal);
  }

  #open(key: string): Counted | undefined {
    const counted = this.#counted.get(key);
    return counted && counted.endsAt > this.clock.now() ? counted : undefined;
  }

  #begin(refusal: Refusal): Counted {
    const { action, actor, address, route, detail } = refusal;
    const before = this.#counted.get(keyOf(refusal));
    if (before && before.count > before.stored) void this.#store(before);
    const routes = route === null ? [] : [route];
    const entry: NewAuditEntry = {
      action,
      actor,
      address,
      target: null,
      detail: { ...detail, count: 1, routes },
      outcome: 'refused',
    };
    const id = this.store.record(entry).catch((error: unknown) => this.#lost(entry, error));
    const endsAt = this.clock.now() + WINDOW_MS;
    const counted = { entry, id, endsAt, routes: new Set(routes), count: 0, stored: 1 };
    this.#counted.set(keyOf(refusal), counted);
    return counted;
  }

  async #store(counted: Counted): Promise<void> {
    const { entry, count, routes } = counted;
    const id = await counted.id;
    if (id === null) return;
    const detail = { ...entry.detail, count, routes: [...routes] };
    try {
      await this.store.complete(id, { target: null, detail, outcome: 'refused' });
      counted.stored = count;
    } catch (error) {
      this.#lost({ ...entry, detail }, error);
    }
  }

  #lost(entry: NewAuditEntry, error: unknown): null {
    this.#logger.error({ err: error, ...entry }, 'An entry of the audit log could not be stored');
    return null;
  }
}

function keyOf({ action, actor, address }: Refusal): string {
  return `${action} ${actor} ${address}`;
}
