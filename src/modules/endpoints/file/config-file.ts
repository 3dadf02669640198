import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { isSeq } from 'yaml';
import { readEnvFile } from '../../config/env-file.js';
import type { GatewayConfig } from '../../config/gateway-config.js';
import { OWN_VARIABLES } from '../../config/file-twins.js';
import type { Variables } from '../../config/read-environment.js';
import type { FieldFault } from '../../model/refusal.js';
import { ValidateBody } from '../../http/validate-body.js';
import type { FileEntries } from '../../event-types/file-event-types.service.js';
import type { Definition } from '../definitions/definition.js';
import { draft } from '../definitions/draft.js';
import { EndpointRequest } from '../definitions/endpoint.dto.js';
import { urlWarnings } from '../definitions/url-warnings.js';
import { fileActions } from '../actions/file-actions.js';
import type { JobAction } from '../../model/action.js';
import { fileLinksOf, type FileLinks } from '../links.js';
import { adapterOf } from '../../../adapters/registry.js';
import { unusedWarnings } from '../presentation/presentation-warnings.js';
import { fileEvents } from './file-event-entries.js';
import { interpolate } from './interpolate.js';
import { withTlsFiles } from './tls-files.js';
import { invalidFile, KEYS, readYamlFile, type YamlFile } from './yaml-file.js';

/** An endpoint of the file. */
export interface FileEndpoint {
  readonly name: string;
  /** A digest of the name, so that everything else may change. */
  readonly fingerprint: string;
  readonly definition: Definition;
  /** Sentences about URLs that may not be meant and settings without effect, with the endpoint's line and name. */
  readonly warnings: readonly string[];
}

const entryRules = new ValidateBody(EndpointRequest);

/** Content of the configuration file. */
export interface ConfigFile {
  readonly endpoints: readonly FileEndpoint[];
  /** Entries of event types. */
  readonly eventTypes: FileEntries;
  /** Actions that messages offer. */
  readonly actions: readonly JobAction[];
  readonly links: FileLinks['links'];
}

/**
 * Reads a configuration file.
 *
 * @param variables what `${NAME}` in its texts stands for
 * @throws GatewayError `invalid_config_file` naming every fault with its line, free of secrets
 */
export function readConfigFile(
  { configFile, brand }: { readonly configFile: string; readonly brand: string },
  variables: Variables = variablesOfProcess(),
): ConfigFile {
  const file = readYamlFile(configFile);
  const { entries, faults } = entriesOf(file);
  const seen = new Set<string>();
  const read = entries.map((entry) =>
    readEntry(entry, { variables, brand, seen, folder: dirname(configFile) }),
  );
  const events = fileEvents(file, variables);
  const actions = fileActions(file);
  const links = fileLinksOf(file.values['links']);
  const faultsOfEntries = read.flatMap((result) => ('faults' in result ? result.faults : []));
  const all = [...faults, ...faultsOfEntries, ...events.faults, ...actions.faults, ...links.faults];
  if (all.length > 0) throw invalidFile(configFile, all);
  const endpoints = read.flatMap((result) => ('faults' in result ? [] : [result]));
  return { endpoints, eventTypes: events.entries, actions: actions.actions, links: links.links };
}

/** Checks that the configured file can be read, if there is one. @throws as {@link readConfigFile} */
export function checkConfigFile({ configFile, brand }: Pick<GatewayConfig, 'configFile' | 'brand'>): void {
  if (configFile !== null) readConfigFile({ configFile, brand });
}

/** Merges the variables: as everywhere in the configuration, the process wins over the file `.env`. */
function variablesOfProcess(): Variables {
  return { ...readEnvFile('.env').variables, ...process.env };
}

/** Keys that a file may have without `endpoints:`. */
const OTHERS = KEYS.filter((key) => key !== 'endpoints');

interface Entry {
  readonly line: number;
  readonly value: unknown;
}

/** The entries of `endpoints:`. A file with `events:`, `actions:` or `links:` alone needs none. */
function entriesOf({ map, values, faults, lineOf }: YamlFile): {
  readonly entries: readonly Entry[];
  readonly faults: readonly string[];
} {
  if (map === null) return { entries: [], faults };
  const list: unknown = map.get('endpoints', true);
  if (list === undefined && OTHERS.some((key) => map.has(key))) return { entries: [], faults };
  if (!isSeq(list)) return { entries: [], faults: [...faults, 'endpoints must be a list.'] };
  const given = values['endpoints'] as readonly unknown[];
  return { entries: list.items.map((item, at) => ({ line: lineOf(item), value: given[at] })), faults };
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
  const unused = unusedWarnings(request, adapterOf(made.definition.adapter)!);
  const warnings = [...urlWarnings(request, made.definition), ...unused].map((warning) => place + warning);
  return { name, fingerprint, definition: made.definition, warnings };
}

function nameOf(value: unknown): string | null {
  const name = typeof value === 'object' && value !== null ? Reflect.get(value, 'name') : null;
  return typeof name === 'string' && name.trim() !== '' ? name.slice(0, 80) : null;
}
