import { adapterOf } from '../../../adapters/registry.js';
import { parseData } from '../../../adapters/plain-value.js';
import { compileTemplate } from '../../../adapters/templates/template.js';
import { TemplateFault } from '../../../adapters/templates/template-fault.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import type { EventType } from '../../model/event-type.js';
import { nearest } from '../../model/nearest.js';
import type { PayloadTree } from '../../model/payload.js';
import { DataPaths } from './data-paths.js';

/** A path of a template that no event of the type has, as far as is known: its output is empty. */
export interface MissingPath {
  /** `message.title`, `payload.body.items[0]`. */
  readonly field: string;
  /** `data.titel`. */
  readonly path: string;
  /** A whole sentence. */
  readonly message: string;
}

/**
 * Finds the paths of an endpoint's own templates that neither the event, nor the schema and the samples of its type have. Templates
 * that cannot be compiled are told elsewhere.
 */
export function missingPaths(endpoint: Endpoint, event: GatewayEvent, type: EventType): MissingPath[] {
  const known = knownPaths(endpoint, event, type);
  return templatesOf(endpoint).flatMap(([field, source]) =>
    pathsOf(source)
      .filter((path) => /^data[.[]/.test(path) && !known.has(path))
      .map((path) => ({ field, path, message: sentence(path, event.type, known) })),
  );
}

function knownPaths(endpoint: Endpoint, event: GatewayEvent, { schema }: EventType): DataPaths {
  const known = new DataPaths().addValue(parseData(event.data));
  for (const sample of adapterOf(endpoint.adapter)?.samples ?? [])
    if (sample.event.type === event.type) known.addValue(parseData(sample.event.data));
  return schema === null ? known : known.addSchema(schema);
}

function sentence(path: string, type: string, { known }: DataPaths): string {
  const near = nearest(path, known);
  const advice = near === null || near.endsWith('[]') ? '' : ` Did you mean ${near}?`;
  return `No known ${type} event has ${path}: the output is empty.${advice}`;
}

function pathsOf(source: string): readonly string[] {
  try {
    return compileTemplate(source).paths;
  } catch (error) {
    if (error instanceof TemplateFault) return [];
    throw error;
  }
}

/** Lists the endpoint's own templates that its adapter uses, by field. */
function templatesOf({ adapter, message, payload }: Endpoint): (readonly [string, string])[] {
  if (adapterOf(adapter)?.presents === 'message') {
    const { title, subject, body, cause } = message;
    return Object.entries({ title, subject, body, cause }).flatMap(([name, source]) =>
      source === null ? [] : [[`message.${name}`, source] as const],
    );
  }
  if (typeof payload === 'string') return [];
  const headers = Object.entries(payload.headers).map(
    ([name, source]) => [`payload.headers.${name}`, source] as const,
  );
  return [...headers, ...leavesOf(payload.body, 'payload.body')];
}

function leavesOf(tree: PayloadTree, place: string): (readonly [string, string])[] {
  if (typeof tree === 'string') return [[place, tree]];
  if (Array.isArray(tree)) return tree.flatMap((part: PayloadTree, at) => leavesOf(part, `${place}[${at}]`));
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([name, part]) => leavesOf(part as PayloadTree, `${place}.${name}`));
}
