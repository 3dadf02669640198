import { isReservedHeader } from '../modules/model/header-names.js';

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Says why a custom header cannot be sent, as the rest of a sentence; null when it can. */
export function headerFault(name: string, value: string, brand: string): string | null {
  if (!NAME.test(name) || name.length > 128) return 'has a name that HTTP cannot carry';
  if (isReservedHeader(name, brand)) return 'is set by the gateway itself';
  return value.trim() !== '' && value.length <= 4096 && VALUE.test(value)
    ? null
    : 'needs a value of 1 to 4096 visible Latin-1 characters';
}

/** Keeps the custom headers that may be sent: those that HTTP can carry and that are not reserved. */
export function customHeaders(
  headers: Readonly<Record<string, string>>,
  brand: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name, value]) => NAME.test(name) && VALUE.test(value) && !isReservedHeader(name, brand),
    ),
  );
}
