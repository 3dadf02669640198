import { isDeepStrictEqual } from 'node:util';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Subject, type Observable } from 'rxjs';
import { GatewayConfig } from '../config/gateway-config.js';
import { BoundedCache } from '../model/bounded-cache.js';
import { NonOverlapping } from '../timing/non-overlapping.js';
import { Clock } from '../model/clock.js';
import type { Links } from '../model/message-options.js';
import type { Disabled, Endpoint } from '../model/endpoint.js';
import type { GatewayEvent } from '../model/event.js';
import { subscribes } from '../model/subscribes.js';
import type { Pace } from '../timing/pace.js';
import { SerialQueue } from '../model/serial-queue.js';
import { EndpointStore, type StoredEndpoint } from '../store/endpoint-store.js';
import { composeEndpoints } from './compose-endpoints.js';
import { DefinitionCache, UNREADABLE } from './definitions/definition-cache.service.js';
import { EndpointFactory } from './definitions/endpoint-factory.service.js';
import { environmentEndpoints, type EnvironmentEndpoint } from './environment-endpoints.js';
import { subscribersOf, type Subscribers } from './filter/subscribers.js';

/** Interval at which a node reads what other nodes did to endpoints, ms. */
const REFRESH_EVERY_MS = 250;

/** Event types whose subscribers are remembered; every change of an endpoint forgets them. */
const REMEMBERED_TYPES = 1_000;

/** Holds the endpoints: one live snapshot, replaced as a whole with every change. */
@Injectable()
export class EndpointCatalogue implements OnModuleInit {
  #endpoints: ReadonlyMap<string, Endpoint> = new Map();
  #environment: readonly EnvironmentEndpoint[] = [];
  #removed: readonly StoredEndpoint[] = [];
  #createdAt: ReadonlyMap<string, number> = new Map();
  /** Revision of the definitions in the snapshot. */
  #revision = 0;
  readonly #reloads = new SerialQueue();
  #nextReload: Promise<void> | null = null;
  /** Counts this node's own changes: rows that were read before the last one are out of date. */
  #ownChanges = 0;
  readonly #unsaved = new Map<string, Endpoint['disabled']>();
  readonly #subscribed = new BoundedCache<string, readonly Endpoint[]>(REMEMBERED_TYPES, (type) =>
    this.enabled().filter((endpoint) => subscribes(endpoint, type)),
  );
  readonly #changes = new Subject<void>();
  /** Emits after each change of the snapshot. */
  readonly changes: Observable<void> = this.#changes.asObservable();

  constructor(
    private readonly config: GatewayConfig,
    private readonly store: EndpointStore,
    private readonly clock: Clock,
    private readonly definitions: DefinitionCache,
    private readonly factory: EndpointFactory,
  ) {}

  async onModuleInit(): Promise<void> {
    this.#environment = environmentEndpoints(this.config);
    const logger = new Logger('Webhooks');
    for (const { webhookId, warnings } of this.#environment)
      for (const warning of warnings) logger.warn(`${webhookId}: ${warning}`);
    const rows = await this.store.sync(
      this.#environment.map(({ fingerprint, webhookId, adapter, maskedUrl }) => ({
        fingerprint,
        webhookId,
        adapter,
        maskedUrl,
      })),
    );
    await this.definitions.pull();
    this.#compose(rows);
  }

  /**
   * Takes over the definitions that were written or removed since, here or by another node. Calls that come while one
   * waits share it. What this node itself did to an endpoint is kept: the store may not have it yet.
   */
  reload(): Promise<void> {
    this.#nextReload ??= this.#reloads.run(() => {
      this.#nextReload = null;
      return this.#reload();
    });
    return this.#nextReload;
  }

  async #reload(): Promise<void> {
    await this.definitions.pull();
    // The revision is compared, not what this pull brought: an earlier pull may have come no further than the cache.
    if (this.definitions.revision === this.#revision) return;
    const rows = await this.store.list();
    this.#compose(
      rows.map((row) => {
        const { disabled, pausedAt } = this.find(row.id) ?? row;
        return { ...row, disabled, pausedAt };
      }),
    );
  }

  #compose(rows: readonly StoredEndpoint[]): void {
    this.#revision = this.definitions.revision;
    this.#keepRemoved(rows);
    this.#createdAt = new Map(rows.map(({ id, createdAt }) => [id, createdAt]));
    const sources = { environment: this.#environment, definitions: this.definitions.all(), rows };
    const listeners = this.all().filter(({ source }) => source === 'listener');
    this.#replace([...composeEndpoints(sources, this.factory), ...listeners]);
  }

  /** Adds the endpoint of a listener: it lives in this snapshot alone. */
  admit(endpoint: Endpoint): void {
    this.#replace([...this.all(), endpoint]);
  }

  /** Takes the endpoint of a listener away, which the store has marked as removed. */
  async dismiss(id: string): Promise<void> {
    await this.readRemoved();
    this.#replace(this.all().filter((endpoint) => endpoint.id !== id));
  }

  /** Reads the endpoints that are no longer configured. */
  async readRemoved(): Promise<void> {
    this.#keepRemoved(await this.store.list());
  }

  #keepRemoved(rows: readonly StoredEndpoint[]): void {
    this.#removed = rows.filter((row) => row.removedAt !== null);
  }

  /** Takes over the links of the configuration file, for all endpoints. */
  useFileLinks(links: Partial<Links>): void {
    if (!this.factory.useFileLinks(links)) return;
    this.#replace(this.all().map((endpoint) => ({ ...endpoint, links: this.factory.links })));
  }

  /** The current time by which endpoints change, Unix ms. */
  now(): number {
    return this.clock.now();
  }

  /** Unix ms when an endpoint was first seen. */
  createdAt(id: string): number {
    return this.#createdAt.get(id) ?? 0;
  }

  /** True for a URL on a host that the operator's own configuration names: the environment or the file. */
  isTrustedHost(url: string): boolean {
    const { host } = new URL(url);
    return this.all().some((endpoint) => endpoint.trusted && new URL(endpoint.url).host === host);
  }

  /** All endpoints in the order configured, disabled ones included. */
  all(): Endpoint[] {
    return [...this.#endpoints.values()];
  }

  enabled(): Endpoint[] {
    return this.all().filter((endpoint) => endpoint.disabled === null);
  }

  /** The endpoints that are neither disabled nor paused. */
  sending(): Endpoint[] {
    return this.enabled().filter(({ pausedAt }) => pausedAt === null);
  }

  /** The endpoints that are no longer configured. */
  removed(): readonly StoredEndpoint[] {
    return this.#removed;
  }

  find(id: string): Endpoint | undefined {
    return this.#endpoints.get(id);
  }

  /** The display name of an endpoint, for a deleted one its last; null where it had none beside its public name. */
  displayName(id: string): string | null {
    return this.find(id)?.name ?? this.definitions.nameOf(id);
  }

  /** Finds an endpoint by its public name: `webhook_1`. */
  named(webhookId: string): Endpoint | undefined {
    return this.all().find((endpoint) => endpoint.webhookId === webhookId);
  }

  /** Finds an endpoint by its internal id or its public name. */
  lookUp(idOrName: string): Endpoint | undefined {
    return this.find(idOrName) ?? this.named(idOrName);
  }

  /** The enabled endpoints that subscribe to this event type. */
  subscribedTo(eventType: string): readonly Endpoint[] {
    return this.#subscribed.get(eventType);
  }

  /** True when an endpoint other than the one that an event is about subscribes to its type. */
  hasOtherSubscriber(eventType: string, about: string): boolean {
    return this.subscribedTo(eventType).some(({ id }) => id !== about);
  }

  /** The enabled endpoints that get this event, by its type and by their filters. */
  subscribers(event: GatewayEvent, pace: Pace): Subscribers | Promise<Subscribers> {
    return subscribersOf(this.subscribedTo(event.type), event, pace);
  }

  /**
   * Disables an endpoint at once; {@link save} makes that outlast a restart. Its pending deliveries are kept. Returns false
   * where the endpoint was disabled before. `cause`: the error for which the gateway does it by itself.
   */
  suspend(id: string, reason: string, cause?: Disabled['cause']): boolean {
    const endpoint = this.find(id);
    if (!endpoint || endpoint.disabled) return false;
    this.#set(id, { reason, at: this.clock.now(), ...(cause && { cause }) });
    return true;
  }

  /** Stores the endpoints that were disabled or enabled since the last call. Rejects when the store fails: call it again then. */
  async save(): Promise<void> {
    for (const [id, disabled] of this.#unsaved) {
      await this.store.setDisabled(id, disabled);
      this.#ownChanges++;
      if (this.#unsaved.get(id) === disabled) this.#unsaved.delete(id);
    }
  }

  async disable(id: string, reason: string): Promise<void> {
    this.suspend(id, reason);
    await this.save();
  }

  /** Takes over what other nodes changed, where the store is shared. */
  @Interval(REFRESH_EVERY_MS)
  async refresh(): Promise<void> {
    if (this.config.database.driver !== 'sqlite') await this.takeOver();
  }

  /** Takes over what the store holds. One read at a time: on a slow store they would pile up and take all connections. */
  @NonOverlapping
  async takeOver(): Promise<void> {
    // A store that fails now is read again after the interval.
    await this.reload().catch(() => undefined);
    const before = this.#ownChanges;
    const stored = await this.store.list().catch(() => null);
    if (stored === null || before !== this.#ownChanges) return;
    this.#keepRemoved(stored);
    for (const { id, disabled, pausedAt } of stored) {
      const endpoint = this.find(id);
      if (!endpoint || this.#unsaved.has(id) || isUnreadable(endpoint)) continue;
      if (isDeepStrictEqual(endpoint.disabled, disabled) && endpoint.pausedAt === pausedAt) continue;
      this.#change(id, { disabled, pausedAt });
    }
  }

  /** Pauses an endpoint: new deliveries are stored with the pending ones until {@link resume}. */
  async pause(id: string): Promise<void> {
    const pausedAt = this.find(id)?.pausedAt ?? this.clock.now();
    await this.#setPaused(id, pausedAt);
  }

  async resume(id: string): Promise<void> {
    await this.#setPaused(id, null);
  }

  async #setPaused(id: string, pausedAt: number | null): Promise<void> {
    await this.store.setPaused(id, pausedAt);
    this.#ownChanges++;
    this.#change(id, { pausedAt });
  }

  async enable(id: string): Promise<void> {
    this.#set(id, null);
    await this.save();
  }

  #set(id: string, disabled: Endpoint['disabled']): void {
    this.#unsaved.set(id, disabled);
    this.#change(id, { disabled });
  }

  #change(id: string, own: Partial<Pick<Endpoint, 'disabled' | 'pausedAt'>>): void {
    this.#replace(this.all().map((endpoint) => (endpoint.id === id ? { ...endpoint, ...own } : endpoint)));
  }

  #replace(endpoints: readonly Endpoint[]): void {
    this.#endpoints = new Map(endpoints.map((endpoint) => [endpoint.id, Object.freeze(endpoint)]));
    this.#subscribed.clear();
    this.#changes.next();
  }
}

function isUnreadable({ disabled }: Endpoint): boolean {
  return disabled?.reason === UNREADABLE;
}
