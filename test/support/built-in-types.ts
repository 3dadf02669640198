import { BUILT_IN, eventTypeOf } from '../../src/adapters/catalogue/catalogue.js';
import type { EventCatalogue } from '../../src/modules/event-types/event-catalogue.service.js';

/** Answers as the catalogue of a gateway without entries of its own: for specs that need no store. */
export const builtInTypes = {
  names: {},
  typeOf: (name: string) => eventTypeOf(BUILT_IN, name),
} as unknown as EventCatalogue;
