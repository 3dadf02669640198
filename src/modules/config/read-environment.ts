import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { ValidationError } from 'class-validator';
import { GatewayError } from '../model/gateway-error.js';
import { Environment } from './environment.js';

/** Variables by name, as a process gets them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Why no adapter can serve an entry of WEBHOOK_URLS, in a sentence free of secrets; null when one can. */
export type UrlFault = (entry: string) => string | null;

export const VARIABLE_NAMES: readonly string[] = Object.keys(new Environment());

/** Reads and checks every variable; an empty one counts as unset. All faults are reported in one message. */
export function readEnvironment(variables: Variables, urlFault: UrlFault = () => null): Environment {
  const given = VARIABLE_NAMES.map((name) => [name, variables[name]?.trim() ?? ''] as const);
  const set = Object.fromEntries(given.filter(([, text]) => text !== ''));
  const environment = plainToInstance(Environment, set, { exposeDefaultValues: true });
  const faults = [
    ...validateSync(environment).flatMap(sentences),
    ...urlFaults(environment.WEBHOOK_URLS, urlFault),
  ];
  if (faults.length === 0) return environment;
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  throw new GatewayError('invalid_configuration', `The configuration has ${count}:\n${faults.join('\n')}`);
}

function sentences({ property, constraints = {} }: ValidationError): readonly string[] {
  return Object.values(constraints).map((text) => `  ${property}${text}`);
}

/** Of a list that could be read at all; of one that could not, `entries` is whatever was given. */
function urlFaults(entries: unknown, urlFault: UrlFault): readonly string[] {
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: string, i) => {
    const fault = urlFault(entry);
    return fault === null ? [] : [`  WEBHOOK_URLS: entry ${i + 1}: ${fault}`];
  });
}
