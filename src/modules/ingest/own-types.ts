import type { FieldFault } from '../http/field-faults.js';

/** Beginnings of event types that only the gateway itself emits. */
const OWN_PREFIXES = ['webhook.', 'action.'] as const;

/**
 * Why an event type cannot come from outside: receivers take `webhook.…` and `action.…` for what the gateway itself
 * reports. Null for any other type. Stored events are replayed past this check.
 *
 * @param field the field of the request that holds the type
 */
export function ownTypeFault(type: string, field: 'event' | 'type'): FieldFault | null {
  const prefix = OWN_PREFIXES.find((own) => type.startsWith(own));
  if (prefix === undefined) return null;
  const message = `${field} begins with ${prefix}, which is reserved for events of the gateway itself. Choose another type, such as job.completed; to test an endpoint, use POST /api/webhooks/test.`;
  return { field, message };
}
