import { TemplateFault } from '../../adapters/templates/template-fault.js';
import { compileTemplate } from '../../adapters/templates/template.js';
import { nearest } from '../model/nearest.js';
import { isKnownPath, keysOf, knownPaths } from './data-paths.js';

/** Maximum of paths, or of names, that are told of: templates with that many are for another kind of data. */
export const MISSING_MAX = 20;

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

/** A template with its field: `message.title`, `facts[0]`. */
export type NamedTemplate = readonly [field: string, source: string];

/**
 * Finds the paths of templates that neither a schema describes nor a value has, at most {@link MISSING_MAX}. Templates that cannot be
 * compiled are told elsewhere.
 */
export function missingIn(
  templates: readonly NamedTemplate[],
  { of, schemas, values }: KnownData,
): MissingPath[] {
  const missing: (readonly [field: string, path: string])[] = [];
  for (const [field, path] of readPaths(templates)) {
    if (!isKnownPath(keysOf(path), { schemas, values }) && missing.push([field, path]) === MISSING_MAX) break;
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

/** Goes through the paths below `data` that templates read, with the field of each. */
function* readPaths(templates: readonly NamedTemplate[]): Iterable<readonly [field: string, path: string]> {
  for (const [field, source] of templates)
    for (const path of pathsOf(source)) if (/^data[.[]/.test(path)) yield [field, path];
}

function pathsOf(source: string): readonly string[] {
  try {
    return compileTemplate(source).paths;
  } catch (error) {
    if (error instanceof TemplateFault) return [];
    throw error;
  }
}
