import { Injectable, Logger } from '@nestjs/common';
import { BUILT_IN } from '../../adapters/catalogue/catalogue.js';
import { EVENT_TYPE } from '../model/event.js';
import { nearest } from '../model/nearest.js';
import { Refusal } from '../model/refusal.js';
import { EventTypeStore, type StoredEventType } from '../store/event-type-store.js';
import type { ListedType } from './effective-types.js';
import { EventCatalogue } from './event-catalogue.service.js';
import { ENTRIES_MAX, readEntry, typeNameFault } from './event-type-entry.js';
import { NAMES_ENTRY, readNamesRequest } from './value-names-entry.js';

/** Number of times that a change is made anew because another was written first. */
const TRIES = 5;

/** Changes the API's entries of the catalogue. Refusals name the fields. */
@Injectable()
export class EventTypeCommands {
  readonly #logger = new Logger('Webhooks');

  constructor(
    private readonly catalogue: EventCatalogue,
    private readonly store: EventTypeStore,
  ) {}

  /** Finds a listed type. @throws Refusal `not_found`, with the nearest type */
  find(type: string): ListedType {
    const found = this.catalogue.find(type);
    if (found) return found;
    const meant = nearest(type, this.catalogue.types.keys());
    throw Refusal.notFound(
      `There is no event type ${type.slice(0, 64)} in the catalogue.${meant === null ? '' : ` Did you mean ${meant}?`}`,
    );
  }

  /**
   * Makes or replaces the API's entry of a type. The same entry again changes nothing.
   *
   * @param expected revision that the caller has seen, 0 for no entry; null: any
   * @throws Refusal `malformed`, `unprocessable`, `conflict`
   */
  async put(type: string, given: unknown, expected: number | null): Promise<ListedType> {
    const fault = typeNameFault(type, BUILT_IN);
    if (fault !== null) {
      const faults = [{ field: 'type', message: fault }];
      throw EVENT_TYPE.test(type) ? Refusal.unprocessable(faults) : Refusal.malformed(faults);
    }
    const read = readEntry(type, given);
    if (!read.ok) throw read.malformed ? Refusal.malformed(read.faults) : Refusal.unprocessable(read.faults);
    const fields = JSON.stringify(given);
    const changed = await this.#write(type, expected, (stored) => {
      if (!stored?.fields && this.#typesOfApi() >= ENTRIES_MAX)
        throw Refusal.conflict(`There are ${ENTRIES_MAX} entries already, the most that the API takes.`);
      return fields;
    });
    if (changed) this.#logger.log(`✏️ Event type ${type} was changed`);
    return this.find(type);
  }

  /**
   * Replaces the API's names of values; an empty object removes them all.
   *
   * @throws Refusal `malformed`, `conflict`
   */
  async putNames(given: unknown, expected: number | null): Promise<void> {
    const read = readNamesRequest(given);
    if (!read.ok) throw Refusal.malformed(read.faults);
    const fields = Object.keys(read.names).length === 0 ? null : JSON.stringify(read.names);
    const changed = await this.#write(NAMES_ENTRY, expected, () => fields);
    if (changed) this.#logger.log('✏️ The names of values were changed');
  }

  /** The revision of the API's names of values; 0 where the API has none. */
  get namesRevision(): number {
    return revisionOf(this.catalogue.stored(NAMES_ENTRY, 'api'));
  }

  /**
   * Removes the API's entry of a type: the file's entry, or the built-in type, holds again.
   *
   * @throws Refusal `not_found` where the API has no entry; `conflict`
   */
  async remove(type: string, expected: number | null): Promise<void> {
    await this.#write(type, expected, (stored) => {
      if (stored?.fields) return null;
      const listed = this.find(type);
      const place = listed.file ? 'the file of WEBHOOK_CONFIG defines it: change it there' : 'it is built in';
      throw Refusal.notFound(`The API has no entry of ${type}; ${place}.`);
    });
    this.#logger.log(`➖ The entry of event type ${type} was removed`);
  }

  /** Counts the types that the API has entries of; the names of values are none. */
  #typesOfApi(): number {
    return this.catalogue.storedOf('api').filter(({ type }) => type !== NAMES_ENTRY).length;
  }

  /** Writes what `make` makes of the stored entry. False, with nothing written, where that is the same. */
  async #write(
    type: string,
    expected: number | null,
    make: (stored: StoredEventType | undefined) => string | null,
  ): Promise<boolean> {
    for (let tries = 1; ; tries++) {
      const stored = this.catalogue.stored(type, 'api');
      const revision = revisionOf(stored);
      if (expected !== null && expected !== revision) throw changedMeanwhile(type, revision);
      const fields = make(stored);
      if (fields === (stored?.fields ?? null)) return false;
      const change = { type, source: 'api', fields, derivedFrom: stored?.revision ?? null } as const;
      const written = await this.store.write([change]);
      await this.catalogue.reload();
      if (written) return true;
      if (tries === TRIES) throw changedMeanwhile(type, revisionOf(this.catalogue.stored(type, 'api')));
    }
  }
}

/** The revision that callers see: 0 where there is no entry, or no longer. */
function revisionOf(stored: StoredEventType | undefined): number {
  return stored?.fields ? stored.revision : 0;
}

function changedMeanwhile(type: string, revision: number): Refusal {
  const subject = type === NAMES_ENTRY ? 'The table of names' : `The entry of ${type}`;
  const message = `${subject} was changed by another request and is at revision ${revision}; read it again.`;
  return Refusal.conflict(message, 'changed_meanwhile');
}
