import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { ValidationError } from 'class-validator';
import { GatewayError } from '../model/gateway-error.js';
import { withoutReplaced } from './egress.js';
import { Environment } from './environment.js';
import { Malformed } from './malformed.js';
import { commaParts } from './parse-list.js';
import { parseUrlList } from './parse-url-list.js';

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A check that names, in a sentence free of secrets, why no adapter takes an entry of WEBHOOK_URLS; null when one does. */
export type UrlFault = (entry: string) => string | null;

/** Checks beyond the shape of each variable. */
export interface EnvironmentChecks {
  /** Check of each endpoint URL; default: every URL passes. */
  readonly urlFault?: UrlFault | undefined;
  /** Faults of `…_FILE` variables, as indented sentences. */
  readonly fileFaults?: readonly string[];
}

/** Names of all variables, in the order of their declaration. */
export const VARIABLE_NAMES: readonly string[] = Object.keys(new Environment());

/**
 * Reads and checks every variable; an empty one counts as unset.
 * @throws GatewayError `invalid_configuration` with all faults in one message.
 */
export function readEnvironment(
  variables: Variables,
  { urlFault = () => null, fileFaults = [] }: EnvironmentChecks = {},
): Environment {
  const read = withoutReplaced(variables);
  const given = VARIABLE_NAMES.map((name) => [name, read[name]?.trim() ?? ''] as const);
  const set = Object.fromEntries(given.filter(([, text]) => text !== ''));
  const environment = plainToInstance(Environment, set, { exposeDefaultValues: true });
  const faults = [
    ...fileFaults,
    ...validateSync(environment).flatMap(sentences),
    ...urlFaults(variables['WEBHOOK_URLS'] ?? '', urlFault),
  ];
  if (faults.length === 0) return environment;
  const count = faults.length === 1 ? '1 error' : `${faults.length} errors`;
  throw new GatewayError('invalid_configuration', `Invalid configuration: ${count}\n${faults.join('\n')}`);
}

function sentences({ property, constraints = {} }: ValidationError): readonly string[] {
  return Object.values(constraints).map((text) => `  ${property}${text}`);
}

/** Checks the entries that can be read; the parser reports the others. */
function urlFaults(list: string, urlFault: UrlFault): readonly string[] {
  return commaParts(list).flatMap((entry, i) => {
    const fault = parseUrlList(entry) instanceof Malformed ? null : urlFault(entry);
    return fault === null ? [] : [`  WEBHOOK_URLS: entry ${i + 1}: ${fault}`];
  });
}
