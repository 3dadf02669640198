import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isMap, isSeq, LineCounter, parse, parseDocument, visit, type Document, type Scalar } from 'yaml';
import { readEnvFile } from '../../config/env-file.js';
import type { GatewayConfig } from '../../config/gateway-config.js';
import { OWN_VARIABLES } from '../../config/file-twins.js';
import type { Variables } from '../../config/read-environment.js';
import type { FieldFault } from '../../model/refusal.js';
import { ValidateBody } from '../../http/validate-body.js';
import { decimalOf, losesValue } from '../../model/exact-number.js';
import { GatewayError } from '../../model/gateway-error.js';
import type { Definition } from '../definitions/definition.js';
import { draft } from '../definitions/draft.js';
import { isPlain } from '../definitions/field-rules.js';
import { EndpointRequest } from '../definitions/endpoint.dto.js';
import { urlWarnings } from '../definitions/url-warnings.js';
import { fileLinksOf, type FileLinks } from '../links.js';
import { interpolate } from './interpolate.js';
import { withTlsFiles } from './tls-files.js';

/** An endpoint of the file. */
export interface FileEndpoint {
  readonly name: string;
  /** A digest of the name, so that everything else may change. */
  readonly fingerprint: string;
  readonly definition: Definition;
  /** Sentences about URLs that may not be meant, with the endpoint's line and name. */
  readonly warnings: readonly string[];
}

const entryRules = new ValidateBody(EndpointRequest);

/**
 * Reads the endpoints of a configuration file.
 *
 * @param variables what `${NAME}` in its texts stands for
 * @throws GatewayError `invalid_config_file` naming every fault with its line, free of secrets
 */
export function readConfigFile(
  { configFile, brand }: { readonly configFile: string; readonly brand: string },
  variables: Variables = variablesOfProcess(),
): FileEndpoint[] {
  const lines = new LineCounter();
  const document = parseDocument(readText(configFile), { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken) {
    throw invalid(configFile, [
      `line ${lines.linePos(broken.pos[0]).line}: it is not YAML (${broken.code}).`,
    ]);
  }
  const { entries, faults } = entriesOf(document, lines);
  const seen = new Set<string>();
  const read = entries.map((entry) =>
    readEntry(entry, { variables, brand, seen, folder: dirname(configFile) }),
  );
  const all = [...faults, ...read.flatMap((result) => ('faults' in result ? result.faults : []))];
  if (all.length > 0) throw invalid(configFile, all);
  return read.flatMap((result) => ('faults' in result ? [] : [result]));
}

/** Checks that the configured file can be read, if there is one. @throws as {@link readConfigFile} */
export function checkConfigFile({ configFile, brand }: Pick<GatewayConfig, 'configFile' | 'brand'>): void {
  if (configFile !== null) readConfigFile({ configFile, brand });
}

/** Merges the variables: as everywhere in the configuration, the process wins over the file `.env`. */
function variablesOfProcess(): Variables {
  return { ...readEnvFile('.env').variables, ...process.env };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new GatewayError(
      'invalid_config_file',
      `${file}, named by WEBHOOK_CONFIG, cannot be read (${code}).`,
      {
        cause,
      },
    );
  }
}

interface Entry {
  readonly line: number;
  readonly value: unknown;
}

function entriesOf(
  document: Document,
  lines: LineCounter,
): { readonly entries: readonly Entry[]; readonly faults: readonly string[] } {
  const { contents } = document;
  if (contents === null) return { entries: [], faults: [] };
  if (!isMap(contents)) return { entries: [], faults: ['it must be a map with the key endpoints.'] };
  const unknown = contents.items
    .map(({ key }) => String(key))
    .filter((key) => key !== 'endpoints' && key !== 'links');
  const faults = unknown.map((key) => `there is no key ${key.slice(0, 64)}; there are endpoints and links.`);
  const list = contents.get('endpoints', true);
  if (!isSeq(list)) return { entries: [], faults: [...faults, 'endpoints must be a list.'] };
  keepNumbers(document);
  const values = valuesOf(document);
  if (values === null) {
    const limit =
      'its aliases (*name) cannot be resolved, contain themselves or stand for more than 1,000 nodes.';
    return { entries: [], faults: [...faults, limit] };
  }
  const { faults: ofLinks } = fileLinksOf(values.links);
  const entries = list.items.map((item, at) => {
    const [start = 0] = (item as { range?: readonly number[] }).range ?? [];
    return { line: lines.linePos(start).line, value: values.endpoints[at] };
  });
  return { entries, faults: [...faults, ...ofLinks] };
}

/** Reads the links of a file that {@link readConfigFile} has read without faults. */
export function readFileLinks(configFile: string): FileLinks['links'] {
  const values: unknown = parse(readText(configFile));
  return fileLinksOf(isPlain(values) ? values['links'] : null).links;
}

/** Turns the document into plain values; null where an alias is unknown, contains itself, or aliases multiply without bound. */
function valuesOf(
  document: Document,
): { readonly endpoints: readonly unknown[]; readonly links?: unknown } | null {
  try {
    const values = document.toJS({ maxAliasCount: 1_000 }) as { endpoints: unknown[] };
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

function readEntry(
  { line, value }: Entry,
  {
    variables,
    brand,
    seen,
    folder,
  }: { variables: Variables; brand: string; seen: Set<string>; folder: string },
): FileEndpoint | { readonly faults: readonly string[] } {
  const { value: named, missing, refused } = interpolate(value, variables, OWN_VARIABLES);
  const { value: filled, faults: unreadable } = withTlsFiles(named, folder);
  const name = nameOf(filled);
  const place = `line ${line}: ${name === null ? 'an endpoint' : `endpoint ${name}`}: `;
  const sentences = (faults: readonly FieldFault[]) => ({
    faults: faults.map(({ message }) => place + message),
  });
  const unset = [
    ...[...missing].map((variable) => `${place}the variable ${variable} is not set.`),
    ...[...refused].map(
      (variable) =>
        `${place}\${${variable}} is a setting of the gateway itself, which endpoints cannot use. Accepted: another variable.`,
    ),
  ];
  const { value: request, faults } = entryRules.check(filled);
  const all = [...unset, ...sentences([...unreadable, ...faults]).faults];
  if (all.length > 0) return { faults: all };
  if (name === null) return { faults: [`${place}name is required: it is what the endpoint is known by.`] };
  if (seen.has(name)) return { faults: [`${place}another has that name.`] };
  seen.add(name);
  const made = draft(request, null, brand, null);
  if (!made.ok) return sentences(made.faults);
  const fingerprint = `file:${createHash('sha256').update(name).digest('hex')}`;
  const warnings = urlWarnings(request, made.definition).map((warning) => place + warning);
  return { name, fingerprint, definition: made.definition, warnings };
}

function nameOf(value: unknown): string | null {
  const name = typeof value === 'object' && value !== null ? Reflect.get(value, 'name') : null;
  return typeof name === 'string' && name.trim() !== '' ? name.slice(0, 80) : null;
}

function invalid(file: string, faults: readonly string[]): GatewayError {
  const count = faults.length === 1 ? '1 error' : `${faults.length} errors`;
  return new GatewayError(
    'invalid_config_file',
    `${file} has ${count}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
  );
}
