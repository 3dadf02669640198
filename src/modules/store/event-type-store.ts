import type { DefinitionSource } from './definition-store.js';

/** The entry of one event type as it is to be written. */
export interface EventTypeChange {
  /** `job.completed`. */
  readonly type: string;
  readonly source: DefinitionSource;
  /** JSON of the fields that are set; null removes the entry. */
  readonly fields: string | null;
  /** The revision this change was made from; null for an entry that was never stored. */
  readonly derivedFrom: number | null;
}

export interface StoredEventType extends Omit<EventTypeChange, 'derivedFrom'> {
  /** Grows with every write, over all entries. */
  readonly revision: number;
  /** Unix ms. */
  readonly updatedAt: number;
}

/** The operator's entries of the catalogue of event types. A type has at most one entry of each source. */
export abstract class EventTypeStore {
  /** Lists entries written after the revision (0: all), removed ones included, in the order of writing. */
  abstract changes(after: number): Promise<StoredEventType[]>;

  /**
   * Writes the changes in one transaction. Returns the entries as they are stored, in the order given; null, with nothing
   * written, when one of them is no longer at the revision that its change was derived from.
   */
  abstract write(changes: readonly EventTypeChange[]): Promise<StoredEventType[] | null>;
}
