import type { FieldFault } from '../api/types.ts';

/** An error; that of a refused request has its HTTP status, and names the fields at fault. */
export type Refused = Error & { readonly status?: number; readonly fields?: readonly FieldFault[] };

/** Writes an error for people: the gateway's sentence, and those of fields that it leaves out. */
export function errorMessage(error: Refused): string {
  // The gateway's sentence tells programs how to send a key; people are led to the sign-in page.
  if (error.status === 401) return 'Your session has ended. Sign in again.';
  const { message, fields = [] } = error;
  const faults = fields.map((fault) => fault.message).filter((text) => !message.includes(text));
  return [message, ...faults].join(' ');
}

/** An error as a form shows it: beside its fields, and below them. */
export interface PlacedError {
  /** The fault of a field. */
  readonly of: (field: string) => string | undefined;
  /** The part of the refusal that no field of the form shows; null: none. */
  readonly rest: Error | null;
}

/**
 * Divides an error among the fields of a form, so that every fault that the gateway names is shown.
 *
 * @param shown fields of the API whose faults the form shows
 */
export function placeError(error: Refused | null, shown: readonly string[]): PlacedError {
  const faults = error?.fields ?? [];
  const placed = faults.filter(({ field }) => shown.includes(field));
  const others = faults.filter((fault) => !placed.includes(fault)).map(({ message }) => message);
  const below = others.length === 0 ? null : new Error(others.join(' '));
  return {
    of: (name) => placed.find(({ field }) => field === name)?.message,
    rest: placed.length === 0 ? error : below,
  };
}
