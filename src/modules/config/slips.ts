import { isQuoted } from './likely-cause.js';
import { VARIABLE_NAMES, type Variables } from './read-environment.js';

/** Lists in which a semicolon is never part of an entry. */
const LISTS_OF_KEYS = ['WEBHOOK_EMIT_KEYS', 'WEBHOOK_ADMIN_KEYS'];

/** Warnings about values that can be read and are hardly meant; free of secrets. */
export function slipWarnings(variables: Variables): readonly string[] {
  const quoted = VARIABLE_NAMES.filter((name) => isQuoted(variables[name] ?? ''));
  const cut = LISTS_OF_KEYS.filter((name) => variables[name]?.includes(';'));
  return [
    ...quoted.map(
      (name) =>
        `${name} begins and ends with a quotation mark, which counts as part of the value. Docker keeps quotation ` +
        'marks of --env-file and of - NAME="value" in compose files: remove them.',
    ),
    ...cut.map(
      (name) => `${name} holds a semicolon, which counts as part of a key. Keys are separated by commas.`,
    ),
  ];
}
