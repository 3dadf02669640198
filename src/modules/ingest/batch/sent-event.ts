import type { FieldFault } from '../../http/field-faults.js';
import type { TriggerRequest } from '../trigger.dto.js';

/** One event as it was sent, or what is wrong with it. */
export type SentEvent =
  | {
      readonly request: TriggerRequest;
      /** Of a CloudEvent, its context attributes as compact JSON. */
      readonly cloudEvent?: string;
    }
  | { readonly faults: readonly FieldFault[] };
