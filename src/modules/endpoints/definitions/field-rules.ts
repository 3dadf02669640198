import type { Type } from '@nestjs/common';
import { ADAPTERS } from '../../../adapters/registry.js';
import { Malformed } from '../../config/malformed.js';
import { privateKeyOf, SIGNING_KEY_PREFIX } from '../../model/ed25519.js';
import { parseSecret, SECRET_MIN } from '../../config/parse-keys.js';
import { strengthOf } from '../../config/strength.js';
import type { JsonSchema } from '../../http/described/properties.js';
import { isEventPattern } from '../../model/event-pattern.js';
import { EVENT_TYPE_MAX } from '../../model/event.js';
import { isExactNumber } from '../../model/exact-number.js';
import { localeFault, zoneFault } from '../../model/locales.js';
import { noSuchField } from '../../model/nearest.js';
import type { FieldFault } from '../../model/refusal.js';
import { filterFault } from '../filter/event-filter.js';
import { fieldsOf, type FieldRule } from './field.js';

/** A whole number. */
export const whole = (minimum: number, maximum: number): FieldRule => ({
  schema: { type: 'integer', minimum, maximum },
  fault: (value) =>
    isWhole(value, minimum, maximum) ? null : `is a whole number from ${minimum} to ${maximum}`,
});

// oxlint-disable-next-line no-control-regex -- these characters break a line
const CONTROL = /[\u0000-\u001f\u007f]/;

/** A text of one line with a visible character; `maxLength` counts UTF-16 units. */
export const line = (maxLength: number): FieldRule => ({
  schema: { type: 'string', minLength: 1, maxLength },
  fault: (value) =>
    typeof value === 'string' && /\S/.test(value) && value.length <= maxLength && !CONTROL.test(value)
      ? null
      : `is a text of one line, 1 to ${maxLength} characters`,
});

/** A text of any number of lines; `maxLength` counts UTF-16 units. */
export const text = (maxLength: number): FieldRule => ({
  schema: { type: 'string', minLength: 1, maxLength },
  fault: (value) =>
    typeof value === 'string' && value !== '' && value.length <= maxLength
      ? null
      : `is a text of 1 to ${maxLength} characters`,
});

export const oneOf = (...words: readonly string[]): FieldRule => ({
  schema: { type: 'string', enum: words },
  fault: (value) => (words.includes(value as string) ? null : `is one of ${words.join(', ')}`),
});

export const adapterType: FieldRule = oneOf(...ADAPTERS.map(({ type }) => type));

/** A list of 1 to 100 entries. @param clause what it is, as the rest of a sentence */
function list(items: JsonSchema, isEntry: (entry: unknown) => boolean, clause: string): FieldRule {
  return {
    schema: { type: 'array', items, minItems: 1, maxItems: 100 },
    fault: (value) =>
      Array.isArray(value) && value.length > 0 && value.length <= 100 && value.every(isEntry) ? null : clause,
  };
}

const PATTERN = {
  type: 'string',
  pattern: '^(\\*|[a-z0-9_]+(\\.[a-z0-9_]+)*(\\.\\*)?)$',
  maxLength: EVENT_TYPE_MAX,
};

export const eventPatterns: FieldRule = list(
  PATTERN,
  (pattern) => typeof pattern === 'string' && isEventPattern(pattern),
  'is a list of 1 to 100 event types such as job.completed, job.* or *',
);

export const eventPattern: FieldRule = {
  schema: PATTERN,
  fault: (value) =>
    typeof value === 'string' && isEventPattern(value)
      ? null
      : 'is an event type or a pattern such as job.completed, job.* or *',
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** A time with its offset. */
export const instant: FieldRule = {
  schema: { type: 'string', format: 'date-time' },
  fault: (value) =>
    typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value))
      ? null
      : 'is a time with an offset, such as 2026-01-01T09:00:00+01:00',
};

/** Waits in ms. */
export const schedule = (maximum: number): FieldRule =>
  list(
    { type: 'integer', minimum: 1, maximum },
    (ms) => isWhole(ms, 1, maximum),
    `is a list of 1 to 100 waits in ms, each from 1 to ${maximum}`,
  );

const ANY_OBJECT = { type: 'object', additionalProperties: true };

export const filter: FieldRule = { schema: ANY_OBJECT, fault: filterFault };

export const plainObject: FieldRule = {
  schema: ANY_OBJECT,
  fault: (value) => (isPlain(value) ? null : 'is a JSON object'),
};

/** Texts by name. */
export const texts: FieldRule = {
  schema: { type: 'object', additionalProperties: { type: 'string' } },
  fault: (value) =>
    isPlain(value) && Object.values(value).every((entry) => typeof entry === 'string')
      ? null
      : 'is a JSON object of header names and their values',
};

/** An object with the declared fields of a class. @param clause what it is, as the rest of a sentence */
export const part = (type: Type, clause: string): FieldRule => ({
  schema: {},
  type,
  fault: (value) => {
    const fields = fieldsOf(type);
    if (!isPlain(value) || Object.keys(value).some((name) => !fields.has(name))) return clause;
    for (const [name, { rule, required }] of fields) {
      const isMissing = value[name] === undefined || value[name] === null;
      const fault = isMissing && !required ? null : rule.fault(value[name]);
      if (fault !== null) return `needs a ${name} that ${fault}${required ? '' : ', or null'}`;
    }
    return null;
  },
});

/**
 * An object with the declared fields of a class, whose faults are told field by field (`message.zone`). A field that is left
 * out or null is right.
 *
 * @param clause what it is, as the rest of a sentence
 */
export const nested = (type: Type, clause: string): FieldRule => ({
  schema: {},
  type,
  fault: (value) => (isPlain(value) ? null : clause),
  within: (value, path) => (isPlain(value) ? faultsWithin(type, value, path) : []),
});

function faultsWithin(type: Type, value: Readonly<Record<string, unknown>>, path: string): FieldFault[] {
  const fields = fieldsOf(type);
  return Object.entries(value).flatMap(([name, part]): readonly FieldFault[] => {
    const place = `${path}.${name.slice(0, 64)}`;
    const field = fields.get(name);
    if (!field) return [{ field: place, message: noSuchField(place, name, fields.keys()) }];
    if (part === undefined || (part === null && !field.required)) return [];
    const fault = faultAt(place, field.rule.fault(part));
    return fault.length > 0 ? fault : (field.rule.within?.(part, place) ?? []);
  });
}

/** A list of distinct texts of one line; the fault of an entry is told at its place (`show[1]`). @param clause what the list is, as the rest of a sentence */
export const names = (maxItems: number, maxLength: number, clause: string): FieldRule => {
  const entry = line(maxLength);
  return {
    schema: { type: 'array', items: entry.schema, maxItems, uniqueItems: true },
    fault: (value) =>
      Array.isArray(value) && value.length <= maxItems && new Set(value).size === value.length
        ? null
        : clause,
    within: (value, path) =>
      Array.isArray(value) ? value.flatMap((one, at) => faultAt(`${path}[${at}]`, entry.fault(one))) : [],
  };
};

/** Texts of one line by name; the fault of a text is told at its place (`labels.status`). @param clause what it is, as the rest of a sentence */
export const lineByName = (maxEntries: number, maxLength: number, clause: string): FieldRule => {
  const entry = line(maxLength);
  return {
    schema: { type: 'object', additionalProperties: entry.schema, maxProperties: maxEntries },
    fault: (value) =>
      isPlain(value) &&
      Object.keys(value).length <= maxEntries &&
      Object.keys(value).every((name) => entry.fault(name) === null)
        ? null
        : clause,
    within: (value, path) =>
      isPlain(value)
        ? Object.entries(value).flatMap(([name, one]) =>
            faultAt(`${path}.${name.slice(0, 64)}`, entry.fault(one)),
          )
        : [],
  };
};

function faultAt(place: string, clause: string | null): FieldFault[] {
  return clause === null ? [] : [{ field: place, message: `${place} ${clause}.` }];
}

export const timeZone: FieldRule = {
  schema: { type: 'string', minLength: 1, maxLength: 64 },
  fault: zoneFault,
};

export const languageTag: FieldRule = {
  schema: { type: 'string', minLength: 2, maxLength: 35 },
  fault: localeFault,
};

const SECRET_MAX = 512;
/** Bits; weaker signing keys are the first that an attacker tries. */
const SECRET_BITS_MIN = 16;

/** A signing key. No fault shows it. That `whsec_` is followed by base64 is beyond JSON Schema. */
export const signingSecret: FieldRule = {
  schema: { type: 'string', minLength: SECRET_MIN, maxLength: SECRET_MAX },
  fault: (value) => {
    if (
      typeof value !== 'string' ||
      value.length < SECRET_MIN ||
      value.length > SECRET_MAX ||
      value.trim() !== value
    ) {
      return `is a text of ${SECRET_MIN} to ${SECRET_MAX} characters without white space around it`;
    }
    if (strengthOf(value) < SECRET_BITS_MIN)
      return 'is easy to guess: it is one common word, sequence or repeated character';
    const parsed = parseSecret(value);
    return parsed instanceof Malformed ? parsed.toString().replace(/\.$/, '') : null;
  },
};

/** The word that asks for a new key. */
export const GENERATE = 'generate';

/** A private key of Ed25519, or the word that asks for a new one. No fault shows it. */
export const signingKey: FieldRule = {
  schema: { type: 'string', maxLength: 200 },
  fault: (value) =>
    value === GENERATE || (typeof value === 'string' && privateKeyOf(value) !== null)
      ? null
      : `is "${GENERATE}", or a private key of Ed25519: ${SIGNING_KEY_PREFIX} and 32 bytes in base64`,
};

/** True for a JSON object. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);
}

function isWhole(value: unknown, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max;
}
