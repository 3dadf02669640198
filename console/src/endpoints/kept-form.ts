import type { Adapter, Check } from '../api/types.ts';
import { EMPTY, type FormValues } from './form-values.ts';
import { optionsOf } from './option-schema.ts';

/**
 * Takes out of a form what may be secret: keys, values of headers, secret options, and the URL unless the gateway shows all of it.
 *
 * @param found what the gateway has found out about the URL; undefined: nothing yet
 */
export function withoutSecrets(
  values: FormValues,
  found: Pick<Check, 'url'> | undefined,
  adapter: Adapter | undefined,
): FormValues {
  const secret = new Set(optionsOf(adapter).flatMap((option) => (option.secret ? [option.name] : [])));
  // Options of a kind that is not known may be anything.
  const options = adapter ? Object.entries(values.options).filter(([name]) => !secret.has(name)) : [];
  return {
    ...values,
    url: found !== undefined && found.url === values.url.trim() ? values.url : '',
    secret: '',
    headers: values.headers.map((header) => ({ ...header, value: '' })),
    options: Object.fromEntries(options),
  };
}

/** Reads kept values as far as they have the form of values: another version of the console may have kept them. Others are those of `base`. */
export function keptValues(kept: unknown, base: FormValues = EMPTY): FormValues | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const usable = Object.entries(base).map(([name, known]) => {
    const value = (kept as Record<string, unknown>)[name];
    return [name, isLike(value, known) ? value : known];
  });
  return Object.fromEntries(usable) as unknown as FormValues;
}

function isLike(value: unknown, known: unknown): boolean {
  if (Array.isArray(known)) return Array.isArray(value);
  if (typeof known === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  // An empty number is an empty text.
  return typeof value === 'string' || typeof value === 'number';
}
