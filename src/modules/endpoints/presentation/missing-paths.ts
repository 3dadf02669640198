import { adapterOf } from '../../../adapters/registry.js';
import { TemplateFault } from '../../../adapters/templates/template-fault.js';
import { compileTemplate } from '../../../adapters/templates/template.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { MessageOptions } from '../../model/message-options.js';
import { nearest } from '../../model/nearest.js';
import type { Payload } from '../../model/payload.js';
import { keysOf, knownPaths, mayReach, occursIn } from './data-paths.js';
import { textsOf } from './payload-rules.js';

/** Most paths that are told of: whoever has that many has another kind of data in mind. */
const MISSING_MAX = 20;

/** A path of a template that no known event has: its output is empty. */
export interface MissingPath {
  /** `message.title`, `payload.body.items[0]`. */
  readonly field: string;
  /** `data.titel`. */
  readonly path: string;
  /** A whole sentence, without the field. */
  readonly message: string;
}

/** The events that templates are written for, and what is known of their data. */
export interface KnownData {
  /** `job.completed event`. */
  readonly of: string;
  /** Schemas of the data. */
  readonly schemas: readonly object[];
  /** Data of events. */
  readonly values: readonly unknown[];
}

/** The templates of an endpoint, and the kind of its target. */
export interface OwnTemplates extends Pick<Endpoint, 'adapter' | 'payload'> {
  readonly message: Pick<MessageOptions, 'title' | 'subject' | 'body' | 'cause'>;
}

/**
 * Finds the paths of an endpoint's own templates that neither a schema describes nor a value has, at most {@link MISSING_MAX}. Templates that
 * cannot be compiled are told elsewhere.
 */
export function missingPaths(templates: OwnTemplates, { of, schemas, values }: KnownData): MissingPath[] {
  const missing: (readonly [field: string, path: string])[] = [];
  for (const [field, path] of readPaths(templates)) {
    const keys = keysOf(path);
    const isKnown =
      schemas.some((schema) => mayReach(schema, keys)) || values.some((value) => occursIn(value, keys));
    if (!isKnown && missing.push([field, path]) === MISSING_MAX) break;
  }
  if (missing.length === 0) return [];
  const known = knownPaths(schemas, values);
  return missing.map(([field, path]) => ({ field, path, message: sentence(of, path, known) }));
}

function sentence(of: string, path: string, known: ReadonlySet<string>): string {
  const near = nearest(path, known);
  const advice = near === null || near === 'data' || near.endsWith('[]') ? '' : ` Did you mean ${near}?`;
  return `No known ${of} has ${path}: the output is empty.${advice}`;
}

/** Goes through the paths below `data` that the templates read, with the field of each. */
function* readPaths(templates: OwnTemplates): Iterable<readonly [field: string, path: string]> {
  for (const [field, source] of textsInUse(templates))
    for (const path of pathsOf(source)) if (/^data[.[]/.test(path)) yield [field, path];
}

/** Lists the endpoint's own templates that its adapter uses, by field. */
function textsInUse({ adapter, message, payload }: OwnTemplates): (readonly [string, string])[] {
  if (adapterOf(adapter)?.presents === 'payload') return payloadTexts(payload);
  const { title, subject, body, cause } = message;
  return Object.entries({ title, subject, body, cause }).flatMap(([name, source]) =>
    source === null ? [] : [[`message.${name}`, source] as const],
  );
}

function payloadTexts(payload: Payload): (readonly [string, string])[] {
  if (typeof payload === 'string') return [];
  const headers = Object.entries(payload.headers).map(
    ([name, source]) => [`payload.headers.${name}`, source] as const,
  );
  return [
    ...headers,
    ...textsOf(payload.body, 'payload.body').map(([source, field]) => [field, source] as const),
  ];
}

function pathsOf(source: string): readonly string[] {
  try {
    return compileTemplate(source).paths;
  } catch (error) {
    if (error instanceof TemplateFault) return [];
    throw error;
  }
}
