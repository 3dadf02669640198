import { ValidateBy } from 'class-validator';
import { ADAPTERS } from '../../../adapters/registry.js';
import { Malformed } from '../../config/malformed.js';
import { parseSecret, SECRET_MIN } from '../../config/parse-keys.js';
import { strengthOf } from '../../config/strength.js';
import { isExactNumber } from '../../model/exact-number.js';
import { isEventPattern } from '../../model/event-pattern.js';
import { TLS_LIMITS, TLS_PARTS } from './tls-part.js';
import { filterFault } from '../filter/event-filter.js';

/** What is wrong with the value of a field, as the rest of a sentence that begins with its name; null: nothing. */
export type Rule = (value: unknown) => string | null;

/** A field that may be left out; null brings its default back. */
export function Field(rule: Rule): PropertyDecorator {
  return ValidateBy({
    name: 'field',
    validator: {
      validate: (value: unknown) => value === undefined || value === null || rule(value) === null,
      defaultMessage: (args) => `${args?.property} ${rule(args?.value)}.`,
    },
  });
}

export const whole =
  (min: number, max: number): Rule =>
  (value) =>
    isWhole(value, min, max) ? null : `is a whole number from ${min} to ${max}`;

// oxlint-disable-next-line no-control-regex -- what breaks a line
const CONTROL = /[\u0000-\u001f\u007f]/;

export const line =
  (max: number): Rule =>
  (value) =>
    typeof value === 'string' && /\S/.test(value) && value.length <= max && !CONTROL.test(value)
      ? null
      : `is a text of one line, 1 to ${max} characters`;

export const oneOf =
  (...words: readonly string[]): Rule =>
  (value) =>
    words.includes(value as string) ? null : `is one of ${words.join(', ')}`;

export const adapterType: Rule = oneOf(...ADAPTERS.map(({ type }) => type));

export const eventPatterns: Rule = (value) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= 100 &&
  value.every((pattern) => typeof pattern === 'string' && isEventPattern(pattern))
    ? null
    : 'is a list of 1 to 100 event types such as job.completed, job.* or *';

export const filter: Rule = filterFault;

export const texts: Rule = (value) =>
  isPlain(value) && Object.values(value).every((text) => typeof text === 'string')
    ? null
    : 'is a JSON object of header names and their values';

export const plainObject: Rule = (value) => (isPlain(value) ? null : 'is a JSON object');

export const schedule =
  (maxMs: number): Rule =>
  (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= 100 &&
    value.every((ms) => isWhole(ms, 1, maxMs))
      ? null
      : `is a list of 1 to 100 waits in ms, each from 1 to ${maxMs}`;

export const rateLimit: Rule = (value) => {
  if (!isPlain(value) || Object.keys(value).some((key) => key !== 'max' && key !== 'window_ms')) {
    return 'is {"max": sends, "window_ms": in so many ms}';
  }
  if (!isWhole(value['max'], 1, 1_000_000)) return 'needs a max that is a whole number from 1 to 1000000';
  return isWhole(value['window_ms'], 1, 86_400_000)
    ? null
    : 'needs a window_ms that is a whole number from 1 to 86400000';
};

/** Certificates and keys in PEM; what they hold is checked with the rest of the endpoint. */
export const tlsParts: Rule = (value) => {
  const names: readonly string[] = TLS_PARTS;
  if (!isPlain(value) || Object.keys(value).some((key) => !names.includes(key))) {
    return 'is {"ca", "cert", "key", "passphrase"}, each of them optional';
  }
  const wrong = TLS_PARTS.find((part) => !isTextOrNothing(value[part], TLS_LIMITS[part]));
  return wrong === undefined
    ? null
    : `needs a ${wrong} that is a text of 1 to ${TLS_LIMITS[wrong]} characters, or null`;
};

function isTextOrNothing(value: unknown, max: number): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value !== '' && value.length <= max)
  );
}

export { SECRET_MIN } from '../../config/parse-keys.js';

/** Weaker signing keys are the first that somebody tries, bits. */
const SECRET_BITS_MIN = 16;

/** What can be a signing key: it is never shown, so neither is it here. */
export const signingSecret: Rule = (value) => {
  if (
    typeof value !== 'string' ||
    value.length < SECRET_MIN ||
    value.length > 512 ||
    value.trim() !== value
  ) {
    return `is a text of ${SECRET_MIN} to 512 characters without white space around it`;
  }
  if (strengthOf(value) < SECRET_BITS_MIN)
    return 'is easy to guess: it is one common word, sequence or repeated character';
  const parsed = parseSecret(value);
  return parsed instanceof Malformed ? parsed.toString().replace(/\.$/, '') : null;
};

export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);
}

function isWhole(value: unknown, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max;
}
