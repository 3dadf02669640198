import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { envExample, settingRows, valueIn } from '../../scripts/settings.js';
import { Environment } from '../../src/modules/config/environment.js';
import { readEnvironment, VARIABLE_NAMES } from '../../src/modules/config/read-environment.js';

const rows = settingRows(readFileSync('docs/configuration.md', 'utf8'));
const DEFAULTS = new Environment();
type Name = keyof Environment;

describe('docs/configuration.md', () => {
  it('has one row for every variable of Environment, and none for another', () => {
    const documented = rows.flatMap(({ names }) => names);
    const lowerCaseTwins = new Set(['http_proxy', 'https_proxy', 'no_proxy']);
    expect(documented.toSorted()).toEqual(
      VARIABLE_NAMES.filter((name) => !lowerCaseTwins.has(name)).toSorted(),
    );
  });

  it.each(rows.flatMap(({ names, default: cell }) => names.map((name) => [name as Name, cell] as const)))(
    'tells the default of %s: %s',
    (name, cell) => {
      expect(documentedDefault(name, cell)).toEqual(isEmpty(DEFAULTS[name]) ? null : DEFAULTS[name]);
    },
  );
});

describe('.env.example', () => {
  it('is what npm run openapi writes from docs/configuration.md', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(envExample(rows));
  });

  it('names the unit of settings in ms', () => {
    const inMs = rows.filter(({ accepted }) => accepted.endsWith(' ms')).flatMap(({ names }) => names);
    expect(inMs.filter((name) => !commentOf(name).includes('(ms)'))).toEqual([]);
  });

  it('names values of settings in the case in which they are accepted', () => {
    expect([commentOf('WEBHOOK_ORDERING'), commentOf('OTEL_SDK_DISABLED')]).toEqual([
      expect.stringMatching(/^# job: /),
      expect.stringMatching(/^# true turns /),
    ]);
  });

  it('shows a certificate and a key in files of their own', () => {
    expect(readFileSync('.env.example', 'utf8')).toMatch(/^# WEBHOOK_TLS_KEY=\S+\.key$/m);
  });
});

/** Finds the comment above a setting in `.env.example`. */
function commentOf(name: string): string {
  const lines = readFileSync('.env.example', 'utf8').split('\n');
  const at = lines.findIndex((line) => line.startsWith(`# ${name}=`));
  return lines.slice(0, at).findLast((line) => !/^# [A-Z_]+=/.test(line)) ?? '';
}

/** Reads the default in a table's cell like a variable; null for words, or where the default depends on other variables. */
function documentedDefault(name: Name, cell: string): unknown {
  const value = valueIn(cell);
  return value === null || DEFAULTS[name] === null ? null : readEnvironment({ [name]: value })[name];
}

/** Tells whether the default of a variable depends on others, or is an empty list. */
function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}
