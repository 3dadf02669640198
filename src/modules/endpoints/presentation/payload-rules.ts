import { headerFault } from '../../../adapters/custom-headers.js';
import { isExactNumber } from '../../model/exact-number.js';
import type { PayloadTree } from '../../model/payload.js';
import type { FieldFault } from '../../model/refusal.js';
import type { FieldRule } from '../definitions/field.js';
import { isPlain, lineByName } from '../definitions/field-rules.js';
import { templateFaults } from '../../event-types/template-fault.js';

/** Longest payload tree, UTF-16 units of its JSON. */
const TREE_MAX = 16_384;
/** Most values of a tree: its lists, objects and what they hold. */
const VALUES_MAX = 500;
/** Deepest nesting of lists and objects. */
const DEPTH_MAX = 16;
const HEADERS_MAX = 20;
const HEADER_MAX = 1_000;

/** The JSON of a payload, whose texts are templates. */
export const payloadTree: FieldRule = {
  schema: {
    anyOf: [
      { type: 'object', additionalProperties: true },
      { type: 'array', items: {} },
      { type: 'string' },
      { type: 'number' },
      { type: 'boolean' },
    ],
  },
  fault: treeFault,
  within: (value, path) =>
    textsOf(value as PayloadTree, path).flatMap(([source, place]) => templateFaults(source, place)),
};

const headerLines = lineByName(
  HEADERS_MAX,
  HEADER_MAX,
  `is a JSON object of up to ${HEADERS_MAX} header names and templates of one line, each up to ${HEADER_MAX} characters`,
);

/** Further headers of a payload. That the brand's own headers are refused is told where the brand is known. */
export const headerTemplates: FieldRule = {
  ...headerLines,
  within: (value, path) => {
    const faults = headerLines.within!(value, path);
    if (faults.length > 0) return faults;
    return Object.entries(value as Readonly<Record<string, string>>).flatMap(([name, source]) =>
      templateFaults(source, `${path}.${name}`),
    );
  },
};

/**
 * Finds the headers of a payload that cannot be sent, or that the custom headers of the endpoint name already.
 *
 * @param custom names of the custom headers
 * @param brand prefix of the gateway's own headers
 */
export function payloadHeaderFaults(
  headers: Readonly<Record<string, string>>,
  custom: readonly string[],
  brand: string,
): FieldFault[] {
  const taken = new Set(custom.map((name) => name.toLowerCase()));
  return Object.keys(headers).flatMap((name) => {
    const shown = name.slice(0, 64);
    const clause = taken.has(name.toLowerCase())
      ? 'is named in headers already'
      : headerFault(name, 'x', brand);
    if (clause === null) return [];
    return [{ field: `payload.headers.${shown}`, message: `The header ${shown} ${clause}.` }];
  });
}

function treeFault(value: unknown): string | null {
  const { values, depth } = sizeOf(value, 0);
  if (depth > DEPTH_MAX) return `is nested at most ${DEPTH_MAX} levels deep`;
  if (values > VALUES_MAX) return `holds at most ${VALUES_MAX} values`;
  return JSON.stringify(value).length > TREE_MAX ? `is JSON of at most ${TREE_MAX} characters` : null;
}

/** Measures a tree; counts no further than is allowed. */
function sizeOf(value: unknown, level: number): { readonly values: number; readonly depth: number } {
  if (typeof value !== 'object' || value === null || isExactNumber(value)) return { values: 1, depth: level };
  if (level > DEPTH_MAX) return { values: 1, depth: level };
  let [values, depth] = [1, level];
  for (const part of Object.values(value)) {
    const inner = sizeOf(part, level + 1);
    values += inner.values;
    depth = Math.max(depth, inner.depth);
    if (values > VALUES_MAX) break;
  }
  return { values, depth };
}

/** Lists the texts of a tree, each with its place: `payload.body.items[0].name`. */
export function textsOf(tree: PayloadTree, place: string): (readonly [string, string])[] {
  if (typeof tree === 'string') return [[tree, place]];
  if (Array.isArray(tree)) return tree.flatMap((part: PayloadTree, at) => textsOf(part, `${place}[${at}]`));
  if (!isPlain(tree)) return [];
  return Object.entries(tree).flatMap(([name, part]) => textsOf(part as PayloadTree, `${place}.${name}`));
}
