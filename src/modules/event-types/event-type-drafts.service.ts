import { Injectable } from '@nestjs/common';
import { BUILT_IN } from '../../adapters/catalogue/catalogue.js';
import type { EventType } from '../model/event-type.js';
import type { FieldFault } from '../model/refusal.js';
import { mergedType } from './effective-types.js';
import { EventCatalogue } from './event-catalogue.service.js';
import { readEntry, typeNameFault, type EventTypeEntry } from './event-type-entry.js';

/** An event type with an entry that is not saved, and the faults of the entry. */
export interface DraftedType {
  readonly type: EventType;
  /** The fields of the entry that can be used. */
  readonly entry: EventTypeEntry;
  /** Faults by field (`event_type.headline`); the value beneath stands in the place of a faulty field. */
  readonly faults: readonly FieldFault[];
  /** Sentences that tell of the faults. */
  readonly notes: readonly string[];
}

/** Makes event types with an entry of the API that is not saved. */
@Injectable()
export class EventTypeDrafts {
  constructor(private readonly catalogue: EventCatalogue) {}

  /** Lays an entry over the file's entry and the built-in type, in place of the API's entry. */
  of(name: string, given: object): DraftedType {
    const nameFault = typeNameFault(name, BUILT_IN);
    const { entry, faults } = usableEntry(name, given);
    return {
      type: mergedType(name, this.catalogue.find(name)?.file?.entry, entry),
      entry,
      faults: [
        ...(nameFault === null ? [] : [{ field: 'event', message: nameFault }]),
        ...faults.map(inDraft),
      ],
      notes: faults.map(({ message }) => `${message} The value beneath is shown in its place.`),
    };
  }
}

/** Reads the fields of an entry that can be used. The form of all fields is looked at first, then what they mean. */
function usableEntry(name: string, given: object): { entry: EventTypeEntry; faults: readonly FieldFault[] } {
  const read = readEntry(name, given);
  if (read.ok) return { entry: read.entry, faults: [] };
  const rest = withoutFields(given, read.faults);
  if (Object.keys(rest).length === Object.keys(given).length) return { entry: {}, faults: read.faults };
  const { entry, faults } = usableEntry(name, rest);
  return { entry, faults: [...read.faults, ...faults] };
}

/** Takes out every field that has a fault: `subject` for `subject[1]`. */
function withoutFields(given: object, faults: readonly FieldFault[]): object {
  const faulty = new Set(faults.flatMap(({ field }) => [field, field.split(/[.[]/)[0]]));
  return Object.fromEntries(Object.entries(given).filter(([name]) => !faulty.has(name.slice(0, 64))));
}

function inDraft(fault: FieldFault): FieldFault {
  return { ...fault, field: `event_type.${fault.field}` };
}
