import { hasQuotedPart, isQuoted } from './likely-cause.js';
import { VARIABLE_NAMES, type Variables } from './read-environment.js';

/** Secrets whose entries hardly begin or end with a quotation mark. */
const SECRETS = ['WEBHOOK_SECRET_KEY', 'WEBHOOK_ENCRYPTION_KEY', 'WEBHOOK_EMIT_KEYS', 'WEBHOOK_ADMIN_KEYS'];

/** Variables that are valid with a semicolon in place of a comma, the slip as a pattern, and its warning. */
const SEMICOLONS: readonly (readonly [name: string, slip: RegExp, sentence: string])[] = [
  [
    'WEBHOOK_EMIT_KEYS',
    /;/,
    'holds a semicolon, which counts as part of a key. Keys are separated by commas.',
  ],
  [
    'WEBHOOK_ADMIN_KEYS',
    /;/,
    'holds a semicolon, which counts as part of a key. Keys are separated by commas.',
  ],
  [
    'WEBHOOK_HEADERS',
    /;\s*[A-Za-z][A-Za-z0-9-]*:(?!\/\/)/,
    'holds a semicolon before what looks like another header; it counts as part of the value. Headers are separated by commas.',
  ],
  [
    'WEBHOOK_URLS',
    /;\s*(?:,|$)/,
    'holds a URL that ends with a semicolon, which counts as part of it. URLs are separated by commas.',
  ],
];

/** Warns about quotation marks and semicolons in valid values, in sentences free of secrets. */
export function slipWarnings(variables: Variables): readonly string[] {
  const quoted = VARIABLE_NAMES.filter((name) => isQuoted(variables[name] ?? ''));
  const partly = SECRETS.filter((name) => !quoted.includes(name) && hasQuotedPart(variables[name] ?? ''));
  const cut = SEMICOLONS.filter(([name, slip]) => slip.test(variables[name] ?? ''));
  return [
    ...quoted.map(
      (name) =>
        `${name} begins and ends with a quotation mark, which counts as part of the value. Docker keeps quotation ` +
        'marks of --env-file and of - NAME="value" in compose files: remove them.',
    ),
    ...partly.map(
      (name) =>
        `${name} holds a quotation mark at the beginning or end of a key, which counts as part of it.`,
    ),
    ...cut.map(([name, , sentence]) => `${name} ${sentence}`),
  ];
}
