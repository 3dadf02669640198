import { readFileSync } from 'node:fs';
import {
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { nearest } from '../../model/nearest.js';
import { decimalOf, losesValue } from '../../model/exact-number.js';
import { GatewayError } from '../../model/gateway-error.js';

/** Keys at the top of the configuration file. */
export const KEYS = ['endpoints', 'events', 'actions', 'links'] as const;

const KEY_LIST = 'endpoints, events, actions and links';

/** The configuration file as YAML: plain values, the nodes they come from, and faults of the file as a whole. */
export interface YamlFile {
  /** Null for an empty file and for one with faults that leave nothing to read. */
  readonly map: YAMLMap | null;
  readonly values: Readonly<Record<string, unknown>>;
  readonly faults: readonly string[];
  /** The line of a node, from 1. */
  lineOf(node: unknown): number;
}

/** Reads the file. @throws GatewayError `invalid_config_file` where it cannot be read or is no YAML */
export function readYamlFile(file: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken) {
    throw invalidFile(file, [`line ${lines.linePos(broken.pos[0]).line}: it is not YAML (${broken.code}).`]);
  }
  const lineOf = (node: unknown): number => lines.linePos((node as Node | null)?.range?.[0] ?? 0).line;
  const { contents } = document;
  const nothing = { map: null, values: {}, lineOf };
  if (contents === null) return { ...nothing, faults: [] };
  if (!isMap(contents)) return { ...nothing, faults: [`it must be a map with the keys ${KEY_LIST}.`] };
  const faults = contents.items.flatMap(({ key }) =>
    keyFault(isScalar(key) ? String(key.value) : String(key)),
  );
  keepNumbers(document);
  const values = valuesOf(document);
  if (values !== null) return { map: contents, values, faults, lineOf };
  const limit =
    'its aliases (*name) cannot be resolved, contain themselves or stand for more than 1,000 nodes.';
  return { ...nothing, faults: [...faults, limit] };
}

/** The error of a file: all its faults, each on a line of its own. */
export function invalidFile(file: string, faults: readonly string[]): GatewayError {
  const count = faults.length === 1 ? '1 error' : `${faults.length} errors`;
  return new GatewayError(
    'invalid_config_file',
    `${file} has ${count}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
  );
}

function keyFault(key: string): string[] {
  if (KEYS.some((known) => known === key)) return [];
  const meant = nearest(key, KEYS);
  const advice = meant === null ? `there are ${KEY_LIST}.` : `did you mean ${meant}?`;
  return [`there is no key ${key.slice(0, 64)}; ${advice}`];
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new GatewayError(
      'invalid_config_file',
      `The file of endpoints ${file} (WEBHOOK_CONFIG) cannot be read (${code}).`,
      { cause },
    );
  }
}

/** Turns the document into plain values; null where an alias is unknown, contains itself, or aliases multiply without bound. */
function valuesOf(document: Document): Record<string, unknown> | null {
  try {
    const values = document.toJS({ maxAliasCount: 1_000 }) as Record<string, unknown>;
    // JSON.stringify throws for a value that contains itself.
    JSON.stringify(values);
    return values;
  } catch {
    return null;
  }
}

/** Keeps the digits of numbers that JavaScript would change, as the JSON reader does. */
function keepNumbers(document: Document): void {
  visit(document, {
    Scalar: (_key, node) => {
      const { value, source = '' } = node as Scalar;
      if (typeof value !== 'number') return;
      const digits = source.replace(/^\+/, '').replace(/^(-?)0+(?=\d)/, '$1');
      if (decimalOf(digits) !== null && losesValue(digits)) node.value = JSON.rawJSON(digits);
    },
  });
}
