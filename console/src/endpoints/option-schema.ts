import type { Adapter } from '../api/types.ts';
import { capitalised, nameInWords } from '../parts/format.ts';

/** An option of an adapter as a field of the form, read from the adapter's schema. */
export interface Option {
  /** Name in the API. */
  readonly name: string;
  /** Label for people: `Avatar URL`. */
  readonly label: string;
  readonly kind: 'text' | 'number' | 'switch' | 'choice';
  readonly secret: boolean;
  readonly required: boolean;
  /** Values of a choice. */
  readonly values: readonly string[];
  /** Most characters; null without a bound. */
  readonly maxLength: number | null;
  /** Accepted values, in words. */
  readonly hint: string;
}

interface OptionSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface OptionsSchema {
  readonly properties?: Readonly<Record<string, OptionSchema>>;
  readonly required?: readonly string[];
}

/** Lists the options of an adapter in the order it names them. */
export function optionsOf(adapter: Adapter | undefined): readonly Option[] {
  const { properties = {}, required = [] } = (adapter?.options ?? {}) as OptionsSchema;
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    label: nameInWords(name),
    kind: kindOf(schema),
    secret: adapter?.secret_options.includes(name) ?? false,
    required: required.includes(name),
    values: (schema.enum ?? []).map(String),
    maxLength: schema.maxLength ?? null,
    hint: hintOf(schema, required.includes(name)),
  }));
}

function kindOf(schema: OptionSchema): Option['kind'] {
  if (schema.enum !== undefined) return 'choice';
  if (schema.type === 'boolean') return 'switch';
  return schema.type === 'integer' || schema.type === 'number' ? 'number' : 'text';
}

function hintOf({ format, maxLength, minimum, maximum }: OptionSchema, required: boolean): string {
  const bounds = [
    required ? '' : 'optional',
    format === 'uri' ? 'a URL' : '',
    maxLength === undefined ? '' : `at most ${maxLength.toLocaleString('en')} characters`,
    minimum === undefined ? '' : `from ${minimum}`,
    maximum === undefined ? '' : `to ${maximum}`,
  ];
  return capitalised(bounds.filter((part) => part !== '').join(', '));
}
