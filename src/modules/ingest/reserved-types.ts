import type { FieldFault } from '../model/refusal.js';
import { reservedPrefixOf } from '../model/system-events.js';

/**
 * Refuses event types reserved for the gateway, because receivers trust `webhook.…` and `action.…` as its own reports;
 * null for any other type. Replays of stored events do not pass this check.
 *
 * @param field the field of the request that holds the type
 */
export function reservedTypeFault(type: string, field: 'event' | 'type'): FieldFault | null {
  const prefix = reservedPrefixOf(type);
  if (prefix === undefined) return null;
  const message = `${field} begins with ${prefix}, which is reserved for events of the gateway itself. Choose another type, such as job.completed; to test an endpoint, use POST /api/webhooks/test.`;
  return { field, message };
}
