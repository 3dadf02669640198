import type { IncomingHttpHeaders } from 'node:http';
import type { FieldFault } from '../../model/refusal.js';

/** Attribute names of the CloudEvents specification; `data` is reserved. */
const NAME = /^[a-z0-9]+$/;
const PREFIX = 'ce-';
/** Limit of all attributes together, as JSON text, bytes: the size that the specification asks receivers to accept. */
const ATTRIBUTES_MAX = 64 * 1024;
const NO_ATTRIBUTE = new Set(['data', 'data_base64']);

/** Context attributes as they were sent: text, or numbers and booleans of the JSON format. */
export type ContextAttributes = Readonly<Record<string, unknown>>;

/** Reads the attributes of a CloudEvent in the JSON format, in the order sent; null means absent. */
export function contextAttributes(event: object): ContextAttributes {
  return Object.fromEntries(
    Object.entries(event).filter(
      ([name, value]) => !NO_ATTRIBUTE.has(name) && value !== null && value !== undefined,
    ),
  );
}

/** Checks the attributes beyond those that the specification names. */
export function attributeFaults(attributes: ContextAttributes): FieldFault[] {
  const faults = Object.entries(attributes).flatMap(([name, value]) => {
    const message = attributeFault(name, value);
    return message === null ? [] : [{ field: name, message }];
  });
  if (faults.length > 0 || Buffer.byteLength(JSON.stringify(attributes)) <= ATTRIBUTES_MAX) return faults;
  return [{ field: 'event', message: 'The attributes of a CloudEvent are at most 64 KiB together.' }];
}

function attributeFault(name: string, value: unknown): string | null {
  if (!NAME.test(name))
    return `The name of an attribute is made of a-z and 0-9: ${name.slice(0, 64)} is none.`;
  if (typeof value === 'string' || typeof value === 'boolean') return null;
  if (Number.isInteger(value) && (value as number) === ((value as number) | 0)) return null;
  return `${name} is a text, an integer of 32 bits, true or false.`;
}

/**
 * Reads the attributes of a request in binary mode: each `ce-…` header, and the media type, as the HTTP binding
 * defines.
 */
export function headerAttributes(headers: IncomingHttpHeaders): {
  readonly attributes: ContextAttributes;
  readonly faults: readonly FieldFault[];
} {
  const given = Object.entries(headers).filter(([header]) => header.startsWith(PREFIX));
  const read = given.map(([header, value]) => [header, decodedHeader(String(value))] as const);
  return {
    attributes: {
      ...Object.fromEntries(read.map(([header, value]) => [header.slice(PREFIX.length), value])),
      datacontenttype: headers['content-type'],
    },
    faults: read.flatMap(([header, value]) => {
      const message = NO_ATTRIBUTE.has(header.slice(PREFIX.length))
        ? `${header} is no attribute: the data is the body.`
        : value === null && `${header} is not percent-encoded UTF-8.`;
      return message ? [{ field: header, message }] : [];
    }),
  };
}

/**
 * Decodes a header's value: quotes first, as in older versions of the binding, then percent-encoding; null when the
 * result is no UTF-8.
 */
function decodedHeader(value: string): string | null {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(value)?.[1];
  const text = quoted === undefined ? value : quoted.replaceAll(/\\(.)/g, '$1');
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
