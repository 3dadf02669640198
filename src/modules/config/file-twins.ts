import { readFileSync } from 'node:fs';
import { likelyCause } from './likely-cause.js';
import { VARIABLE_NAMES, type Variables } from './read-environment.js';

const SUFFIX = '_FILE';
/** Limit of a file's size, bytes: secrets, URLs and lists are far smaller. */
const LARGEST_FILE = 1024 * 1024;

/** Variables without a `…_FILE` twin: words and numbers that are no secrets, and variables that name a file already. */
const WITHOUT_TWIN = new Set([
  'HOST',
  'PORT',
  'LOG_FORMAT',
  'LOG_LEVEL',
  'OTEL_SDK_DISABLED',
  'WEBHOOK_CONFIG',
  'WEBHOOK_EGRESS_PROXY_TRUSTED',
  'WEBHOOK_TLS_CA',
  'WEBHOOK_TLS_CERT',
  'WEBHOOK_TLS_KEY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
]);

/** Variables with credentials that OpenTelemetry's SDK reads and the gateway does not. */
const OPEN_TELEMETRY_SECRETS: readonly string[] = [
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_EXPORTER_OTLP_TRACES_HEADERS',
];

const TWINS: ReadonlyMap<string, string> = new Map(
  [...VARIABLE_NAMES, ...OPEN_TELEMETRY_SECRETS]
    .filter((name) => !WITHOUT_TWIN.has(name))
    .map((name) => [name + SUFFIX, name]),
);

/** Names of all `…_FILE` variables. */
export const TWIN_NAMES: readonly string[] = [...TWINS.keys()];

/** The variables once their `…_FILE` twins are read. */
export interface WithFiles {
  /** All variables; those with a twin hold the text of the file. */
  readonly variables: Variables;
  /** Sentences, one for each variable whose file cannot be used; free of secrets. */
  readonly faults: readonly string[];
}

/**
 * Merges both sources; variables of the process win. A variable and its `…_FILE` twin count as one setting, so that a
 * secret mounted as a file replaces one that the `.env` file spells out.
 */
export function mergeVariables(file: Variables, environment: Variables): Variables {
  const kept = Object.entries(file).filter(([name]) => !isSet(environment[twinOf(name)]));
  return { ...Object.fromEntries(kept), ...environment };
}

/** Reads the files that `…_FILE` variables name, without one trailing line end. An empty variable counts as unset. */
export function readFileTwins(variables: Variables): WithFiles {
  const named = [...TWINS].filter(([twin]) => isSet(variables[twin]));
  const results = named.map(([twin, name]) => ({ name, ...readTwin(variables, twin, name) }));
  const texts = results.flatMap(({ name, text }) => (text === undefined ? [] : [[name, text] as const]));
  return {
    variables: { ...variables, ...Object.fromEntries(texts) },
    faults: results.flatMap(({ fault }) => (fault === undefined ? [] : [`  ${fault}`])),
  };
}

/** Returns the other name of the same setting. */
function twinOf(name: string): string {
  return TWINS.get(name) ?? name + SUFFIX;
}

function isSet(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}

function readTwin(
  variables: Variables,
  twin: string,
  name: string,
): { readonly text?: string; readonly fault?: string } {
  const file = variables[twin]!.trim();
  if (isSet(variables[name])) {
    return { fault: `${name} and ${twin} are both set. Accepted: one of the two.` };
  }
  const accepted = `Accepted: the path of a readable UTF-8 text file with the value of ${name}.`;
  const problem = (what: string) => ({
    fault: `${twin}=${JSON.stringify(file)} ${what}. ${accepted}${likelyCause(file)}`,
  });
  try {
    const bytes = readFileSync(file);
    if (bytes.length > LARGEST_FILE) return problem(`names a file of over ${LARGEST_FILE} bytes`);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r?\n$/, '');
    return text.trim() === '' ? problem('names an empty file') : { text };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return problem('names a file that is not UTF-8 text');
    return problem(`names a file that cannot be read (${code ?? 'unknown error'})`);
  }
}

/**
 * Variables that configure the gateway, its keys among them. An endpoints file must not interpolate them: a person with
 * write access to that file could make the gateway send its own keys to a receiver.
 */
export const OWN_VARIABLES: ReadonlySet<string> = new Set([
  ...VARIABLE_NAMES,
  ...TWIN_NAMES,
  ...OPEN_TELEMETRY_SECRETS,
  'PGPASSWORD',
]);
