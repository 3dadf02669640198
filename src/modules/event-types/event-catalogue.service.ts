/**
 * This room holds the catalogue of event types as it is in effect: the built-in types with the entries of the configuration
 * file and of the API. It checks data against the schemas of the types and serves the catalogue.
 */
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Subject, type Observable } from 'rxjs';
import { unlistedType, type EventTypes } from '../../adapters/catalogue/catalogue.js';
import { GatewayConfig } from '../config/gateway-config.js';
import { BoundedCache } from '../model/bounded-cache.js';
import { parseJson } from '../model/exact-json.js';
import type { EventType } from '../model/event-type.js';
import { NO_NAMES, type ValueNames } from '../model/value-names.js';
import { SerialQueue } from '../model/serial-queue.js';
import type { FieldFault } from '../model/refusal.js';
import { reservedPrefixOf } from '../model/system-events.js';
import type { DefinitionSource } from '../store/definition-store.js';
import { EventTypeStore, type StoredEventType } from '../store/event-type-store.js';
import { NonOverlapping } from '../timing/non-overlapping.js';
import { dataCheckOf } from './data-check.js';
import { effectiveTypes, typesOf, type KnownEntry, type ListedType } from './effective-types.js';
import { readEntry } from './event-type-entry.js';
import type { Mismatch } from './mismatch.js';
import { joinedNames, NAMES_ENTRY, readNames } from './value-names-entry.js';

/** Interval at which a node reads what other nodes wrote, ms. */
const REFRESH_EVERY_MS = 500;
/** Unlisted types that are remembered, so that each is one object for the caches of adapters. */
const UNLISTED_MAX = 1_000;

/** Data that contradicts the schema of its type, and what follows. */
export interface CheckedMismatch extends Mismatch {
  /** True where the event is to be refused. */
  readonly refused: boolean;
}

/** Holds the effective catalogue of event types: one live snapshot, replaced as a whole with every change. */
@Injectable()
export class EventCatalogue implements OnModuleInit {
  readonly #logger = new Logger('Webhooks');
  readonly #stored = new Map<string, StoredEventType>();
  /** The stored entries that this release can read: each is read once, when it is written. */
  readonly #entries = new Map<string, KnownEntry>();
  readonly #namesOf = new Map<DefinitionSource, ValueNames>();
  readonly #reloads = new SerialQueue();
  readonly #unlisted = new BoundedCache<string, EventType>(UNLISTED_MAX, unlistedType);
  readonly #changes = new Subject<void>();
  /** Emits after each change of the snapshot. */
  readonly changes: Observable<void> = this.#changes.asObservable();
  #listed: ReadonlyMap<string, ListedType> = effectiveTypes([]);
  #types: EventTypes = typesOf(this.#listed);
  #names: ValueNames = NO_NAMES;
  #revision = 0;

  constructor(
    private readonly config: GatewayConfig,
    private readonly store: EventTypeStore,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.reload();
  }

  /** The event types in effect, by name. */
  get types(): EventTypes {
    return this.#types;
  }

  /** Returns the type of that name; a made-up one for a name that is not listed. */
  typeOf(name: string): EventType {
    return this.#types.get(name) ?? this.#unlisted.get(name);
  }

  /** The operator's names of values: those of the API win over those of the file. The same object until a change. */
  get names(): ValueNames {
    return this.#names;
  }

  /** The names of values that one source gives. */
  namesOf(source: DefinitionSource): ValueNames {
    return this.#namesOf.get(source) ?? NO_NAMES;
  }

  /** The types with their sources, in the order of the catalogue. */
  listed(): ListedType[] {
    return [...this.#listed.values()];
  }

  find(name: string): ListedType | undefined {
    return this.#listed.get(name);
  }

  /** The stored entry of a type, removed ones included. */
  stored(type: string, source: DefinitionSource): StoredEventType | undefined {
    return this.#stored.get(keyOf({ type, source }));
  }

  /** The entries of one source that exist, the names of values included. */
  storedOf(source: DefinitionSource): StoredEventType[] {
    return [...this.#stored.values()].filter((row) => row.source === source && row.fields !== null);
  }

  /** Checks data against the schema of its type; null where nothing contradicts it, or nothing is to be checked. */
  mismatchOf(type: string, data: object): CheckedMismatch | null {
    const listed = this.#types.get(type);
    if (!listed?.schema || listed.onMismatch === 'accept' || reservedPrefixOf(type) !== undefined)
      return null;
    const found = dataCheckOf(listed.schema)(data);
    return found && { ...found, refused: listed.onMismatch === 'reject' };
  }

  /** Takes over what was written since, here or by another node. */
  reload(): Promise<void> {
    return this.#reloads.run(() => this.#pull());
  }

  /** Takes over what other nodes wrote, where the store is shared. A store that fails is read again after the interval. */
  @Interval(REFRESH_EVERY_MS)
  @NonOverlapping
  async refresh(): Promise<void> {
    if (this.config.database.driver !== 'sqlite') await this.reload().catch(() => undefined);
  }

  async #pull(): Promise<void> {
    const rows = await this.store.changes(this.#revision);
    if (rows.length === 0) return;
    for (const row of rows) this.#take(row);
    this.#revision = rows.at(-1)!.revision;
    this.#listed = effectiveTypes([...this.#entries.values()]);
    this.#types = typesOf(this.#listed);
    if (rows.some(({ type }) => type === NAMES_ENTRY))
      this.#names = joinedNames(this.namesOf('file'), this.namesOf('api'));
    this.#changes.next();
  }

  /** Takes over a stored entry. One that this release cannot read, as a later one may write, is left out and told of. */
  #take(row: StoredEventType): void {
    const { type, source, fields, revision, updatedAt } = row;
    const key = keyOf(row);
    this.#stored.set(key, row);
    if (type === NAMES_ENTRY) return this.#takeNames(row);
    this.#entries.delete(key);
    if (fields === null) return;
    const read = readEntry(type, parseJson(fields));
    if (read.ok) this.#entries.set(key, { type, source, entry: read.entry, revision, updatedAt });
    else this.#warnUnused(`The entry of event type ${type} (${source}) is`, read.faults);
  }

  #takeNames({ source, fields }: StoredEventType): void {
    this.#namesOf.delete(source);
    if (fields === null) return;
    const read = readNames(JSON.parse(fields));
    if (read.ok) this.#namesOf.set(source, read.names);
    else this.#warnUnused(`The names of values (${source}) are`, read.faults);
  }

  #warnUnused(subject: string, faults: readonly FieldFault[]): void {
    this.#logger.warn(`${subject} not used: ${faults.map(({ message }) => message).join(' ')}`);
  }
}

function keyOf({ type, source }: Pick<StoredEventType, 'type' | 'source'>): string {
  return `${source} ${type}`;
}
