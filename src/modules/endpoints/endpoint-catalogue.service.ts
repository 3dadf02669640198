import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Subject, type Observable } from 'rxjs';
import { GatewayConfig } from '../config/gateway-config.js';
import { SecretKey } from '../config/secret-key.js';
import { NonOverlapping } from '../timing/non-overlapping.js';
import { Clock } from '../model/clock.js';
import type { Endpoint } from '../model/endpoint.js';
import type { GatewayEvent } from '../model/event.js';
import { matchesPattern } from '../model/event-pattern.js';
import type { Pace } from '../timing/pace.js';
import { EndpointStore, type StoredEndpoint } from '../store/endpoint-store.js';
import { DefinedEndpoints, UNREADABLE } from './definitions/defined-endpoints.service.js';
import { environmentEndpoints, type EnvironmentEndpoint } from './environment-endpoints.js';
import { takersOf, type Takers } from './filter/takers.js';

/** How soon a node knows what another has done to an endpoint, ms. */
const REFRESH_EVERY_MS = 250;

/** Remembered answers to "who wants this type?"; forgotten with every change and past this many types. */
const REMEMBERED_TYPES = 1_000;

/** The endpoints there are: one live snapshot, replaced as a whole with every change. */
@Injectable()
export class EndpointCatalogue implements OnModuleInit {
  #endpoints: ReadonlyMap<string, Endpoint> = new Map();
  #removed: readonly StoredEndpoint[] = [];
  #createdAt: ReadonlyMap<string, number> = new Map();
  /** Of the definitions the snapshot is made of. */
  #revision = 0;
  #reloading: Promise<void> = Promise.resolve();
  #nextReload: Promise<void> | null = null;
  /** Grows with what this node does to an endpoint itself: what was read of it before that is out of date. */
  #ownChanges = 0;
  readonly #unsaved = new Map<string, Endpoint['disabled']>();
  readonly #wanting = new Map<string, readonly Endpoint[]>();
  readonly #changes = new Subject<void>();
  /** Emits after each change of the snapshot. */
  readonly changes: Observable<void> = this.#changes.asObservable();

  constructor(
    private readonly config: GatewayConfig,
    private readonly secretKey: SecretKey,
    private readonly store: EndpointStore,
    private readonly clock: Clock,
    private readonly defined: DefinedEndpoints,
  ) {}

  async onModuleInit(): Promise<void> {
    const wanted = environmentEndpoints(this.config.urls);
    const logger = new Logger('Webhooks');
    for (const { webhookId, warnings } of wanted)
      for (const warning of warnings) logger.warn(`${webhookId}: ${warning}`);
    const stored = await this.store.sync(
      wanted.map(({ fingerprint, webhookId, adapter, maskedUrl }) => ({
        fingerprint,
        webhookId,
        adapter,
        maskedUrl,
      })),
    );
    const byFingerprint = new Map(stored.map((row) => [row.fingerprint, row]));
    const own = wanted.map((entry) => this.#endpoint(entry, byFingerprint.get(entry.fingerprint)!));
    await this.defined.pull();
    this.#compose(own, stored);
  }

  /**
   * Takes over what was defined or removed since, here or by another node. What a node knows itself of an endpoint that
   * stays is kept: the store may not have heard of it yet. One look at a time; who comes while one waits shares it.
   */
  reload(): Promise<void> {
    this.#nextReload ??= this.#reloading
      .catch(() => undefined)
      .then(() => {
        this.#nextReload = null;
        return this.#reload();
      });
    this.#reloading = this.#nextReload;
    return this.#nextReload;
  }

  async #reload(): Promise<void> {
    await this.defined.pull();
    // Not whether this pull brought anything: what an earlier one brought may not have come this far.
    if (this.defined.revision === this.#revision) return;
    const stored = await this.store.list();
    const rows = stored.map((row) => {
      const { disabled, pausedAt } = this.find(row.id) ?? row;
      return { ...row, disabled, pausedAt };
    });
    this.#compose(
      this.all().filter(({ source }) => source === 'environment'),
      rows,
    );
  }

  #compose(own: readonly Endpoint[], stored: readonly StoredEndpoint[]): void {
    this.#revision = this.defined.revision;
    this.#removed = stored.filter((row) => row.removedAt !== null);
    this.#createdAt = new Map(stored.map(({ id, createdAt }) => [id, createdAt]));
    const defined = this.defined.all().filter(({ stored }) => stored.source === 'file');
    const urls = [
      ...own.map(({ url }) => url),
      ...defined.flatMap((file) => file.definition?.secrets.url ?? []),
    ];
    this.#replace([...own, ...this.defined.endpoints(stored, new Set(urls.map((url) => new URL(url).host)))]);
  }

  /** Unix ms when an endpoint was first seen. */
  createdAt(id: string): number {
    return this.#createdAt.get(id) ?? 0;
  }

  /** True where the operator's own configuration points: the environment or the file. */
  isTrustedHost(url: string): boolean {
    const { host } = new URL(url);
    return this.all().some((endpoint) => endpoint.trusted && new URL(endpoint.url).host === host);
  }

  /** In the order configured, disabled ones included. */
  all(): Endpoint[] {
    return [...this.#endpoints.values()];
  }

  enabled(): Endpoint[] {
    return this.all().filter((endpoint) => endpoint.disabled === null);
  }

  /** Those that deliveries may go out to now. */
  sending(): Endpoint[] {
    return this.enabled().filter(({ pausedAt }) => pausedAt === null);
  }

  /** Those that once were configured and no longer are. */
  removed(): readonly StoredEndpoint[] {
    return this.#removed;
  }

  find(id: string): Endpoint | undefined {
    return this.#endpoints.get(id);
  }

  /** By public name: `webhook_1`. */
  named(webhookId: string): Endpoint | undefined {
    return this.all().find((endpoint) => endpoint.webhookId === webhookId);
  }

  /** By internal id or by public name. */
  lookUp(idOrName: string): Endpoint | undefined {
    return this.find(idOrName) ?? this.named(idOrName);
  }

  /** The enabled endpoints that want events of this type. */
  wanting(eventType: string): readonly Endpoint[] {
    const known = this.#wanting.get(eventType);
    if (known) return known;
    const wanting = this.enabled().filter(({ events }) =>
      events.some((pattern) => matchesPattern(pattern, eventType)),
    );
    if (this.#wanting.size >= REMEMBERED_TYPES) this.#wanting.clear();
    this.#wanting.set(eventType, wanting);
    return wanting;
  }

  /** The enabled endpoints that want this event: by its type, and by what their filters say of it. */
  takers(event: GatewayEvent, pace: Pace): Takers | Promise<Takers> {
    return takersOf(this.wanting(event.type), event, pace);
  }

  /**
   * From this moment nothing more is sent to the endpoint; {@link save} makes it outlast a restart. What waits for it is
   * kept. Returns false when it was disabled before.
   */
  suspend(id: string, reason: string): boolean {
    const endpoint = this.find(id);
    if (!endpoint || endpoint.disabled) return false;
    this.#set(id, { reason, at: this.clock.now() });
    return true;
  }

  /** Stores what was suspended since. Rejects when the store fails; then it is to be called again. */
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

  /**
   * Takes over what other nodes have disabled, enabled or defined, where the store is shared. One look at a time: a store
   * that is slow would have ever more of them, and no connection left for anything else.
   */
  @Interval(REFRESH_EVERY_MS)
  @NonOverlapping
  async refresh(): Promise<void> {
    if (this.config.database.driver === 'sqlite') return;
    await this.reload().catch(() => undefined);
    const before = this.#ownChanges;
    const stored = await this.store.list().catch(() => []);
    if (before !== this.#ownChanges) return;
    for (const { id, disabled, pausedAt } of stored) {
      const endpoint = this.find(id);
      if (!endpoint || this.#unsaved.has(id) || isUnreadable(endpoint)) continue;
      if (endpoint.disabled?.at === disabled?.at && endpoint.pausedAt === pausedAt) continue;
      this.#replace(this.all().map((known) => (known.id === id ? { ...known, disabled, pausedAt } : known)));
    }
  }

  /** New deliveries are stored and wait with the others, until {@link resume}. An endpoint that is paused stays as it is. */
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
    this.#replace(this.all().map((endpoint) => (endpoint.id === id ? { ...endpoint, pausedAt } : endpoint)));
  }

  async enable(id: string): Promise<void> {
    this.#set(id, null);
    await this.save();
  }

  #set(id: string, disabled: Endpoint['disabled']): void {
    this.#unsaved.set(id, disabled);
    this.#replace(this.all().map((endpoint) => (endpoint.id === id ? { ...endpoint, disabled } : endpoint)));
  }

  #replace(endpoints: readonly Endpoint[]): void {
    this.#endpoints = new Map(endpoints.map((endpoint) => [endpoint.id, Object.freeze(endpoint)]));
    this.#wanting.clear();
    this.#changes.next();
  }

  #endpoint(entry: EnvironmentEndpoint, stored: StoredEndpoint): Endpoint {
    const { config } = this;
    const { url, maskedUrl, webhookId, kind, onPlatform } = entry;
    return {
      id: stored.id,
      webhookId,
      name: webhookId,
      source: 'environment',
      url,
      maskedUrl,
      adapter: kind.type,
      options: new kind.Options(),
      trusted: true,
      events: config.events,
      filter: null,
      headers: config.headers,
      timeoutMs: config.timeoutMs,
      retry: config.retry,
      rateLimits: [config.rateLimit, ...(onPlatform ? kind.rateLimits : [])],
      concurrency: config.concurrency,
      ordering: config.ordering ?? kind.ordering,
      secret: this.secretKey.secret,
      previousSecret: null,
      disabled: stored.disabled,
      pausedAt: stored.pausedAt,
    };
  }
}

function isUnreadable({ disabled }: Endpoint): boolean {
  return disabled?.reason === UNREADABLE;
}
