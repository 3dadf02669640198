import { matchesPattern } from '../model/event-pattern.js';
import { Refusal, type FieldFault } from '../model/refusal.js';

/**
 * Returns the fault of an event type that the caller's key may not send; null for any other type.
 *
 * @param allowed event types and patterns of the key; null: all
 * @param field the field of the request that holds the type
 */
export function allowedTypeFault(
  type: string,
  allowed: readonly string[] | null,
  field: 'event' | 'type',
): FieldFault | null {
  if (allowed === null || allowed.some((pattern) => matchesPattern(pattern, type))) return null;
  return { field, message: `${field} ${type} is not allowed: this key may send ${allowed.join(', ')}.` };
}

/** Refuses a call whose only event has a type that the key may not send. @throws Refusal `forbidden` */
export function demandAllowed(type: string, allowed: readonly string[] | null): void {
  const fault = allowedTypeFault(type, allowed, 'event');
  if (fault !== null) throw Refusal.forbidden([fault], 'event_type_not_allowed');
}
