import type { FieldFault } from '../../model/refusal.js';
import type { TriggerRequest } from '../trigger.dto.js';

/** One event of a call, or its faults. */
export type SentEvent =
  | {
      readonly request: TriggerRequest;
      /** Context attributes of a CloudEvent, as compact JSON. */
      readonly cloudEvent?: string;
    }
  | { readonly faults: readonly FieldFault[] };
