import { ENDPOINT_FIELDS } from '../api/endpoint-fields.ts';
import type { Endpoint, EndpointDraft } from '../api/types.ts';
import { spanFault, spanOf, spanText } from './spans.ts';

/**
 * The fields of an endpoint whose control, text and value follow from their declaration in the gateway alone. A field that
 * is declared with a control appears in the form without a line here.
 */
type Declared = typeof ENDPOINT_FIELDS;
export type PlainName = {
  [Name in keyof Declared]: Declared[Name] extends { readonly control: string } ? Name : never;
}[keyof Declared];

export interface PlainField {
  readonly label: string;
  readonly hint: string;
  readonly control: 'number' | 'duration' | 'choice';
  readonly minimum?: number;
  readonly maximum?: number;
  /** Labels of the values of a choice. */
  readonly choices?: Readonly<Record<string, string>>;
}

export const PLAIN_FIELDS = Object.fromEntries(
  Object.entries(ENDPOINT_FIELDS).filter(([, field]) => 'control' in field),
) as Readonly<Record<PlainName, PlainField>>;

export const PLAIN_NAMES = Object.keys(PLAIN_FIELDS) as PlainName[];

/** The values of the controls by field: a number, a span with its unit, or a word; empty: as the gateway is configured. */
export type PlainValues = Readonly<Record<PlainName, number | string>>;

const byName = <Value>(of: (name: PlainName) => Value): Record<PlainName, Value> =>
  Object.fromEntries(PLAIN_NAMES.map((name) => [name, of(name)])) as Record<PlainName, Value>;

export const EMPTY_PLAIN: PlainValues = byName(() => '');

export function plainValues(endpoint: Pick<Endpoint, PlainName>): PlainValues {
  return byName((name) => {
    const value = endpoint[name] ?? '';
    return PLAIN_FIELDS[name].control === 'duration' && value !== '' ? spanText(Number(value)) : value;
  });
}

/** Makes the part of a request for the fields that differ; null for emptied ones. */
export function plainDraft(values: PlainValues, start: PlainValues): EndpointDraft {
  const changed = PLAIN_NAMES.filter((name) => values[name] !== start[name]);
  return Object.fromEntries(changed.map((name) => [name, sentOf(PLAIN_FIELDS[name], values[name])]));
}

function sentOf({ control }: PlainField, value: number | string): number | string | null {
  if (value === '') return null;
  if (control === 'duration') return spanOf(String(value));
  return control === 'number' ? Number(value) : value;
}

/** Why each value cannot be sent; null when it can. */
export const PLAIN_FAULTS = byName((name) => (value: number | string) => faultOf(PLAIN_FIELDS[name], value));

function faultOf(
  { control, minimum = 0, maximum = Infinity }: PlainField,
  value: number | string,
): string | null {
  if (control === 'duration') return spanFault(String(value));
  if (control !== 'number' || value === '') return null;
  const isWithin = Number(value) >= minimum && Number(value) <= maximum;
  return isWithin ? null : `Give a number from ${minimum} to ${maximum.toLocaleString('en')}.`;
}
