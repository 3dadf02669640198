import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ADAPTERS } from '../../src/adapters/registry.js';

const ROOT = join(import.meta.dirname, '../..');
const SOURCE = /\.(ts|tsx|css)$/;
/** Specs, and what `npm run openapi` writes. */
const NOT_READ = /\.spec\.ts$|^console\/src\/api\/(schema\.d|endpoint-fields|presentation-fields)\.ts$/;
const COMMENT = /\/\*[^]*?\*\/|^\s*\/\/.*$/gm;

/** Files in which the name of one adapter may stand beside its own folder, each with the reason. */
const ALLOWED: readonly (readonly [RegExp, string])[] = [
  [/^src\/adapters\/[^/]+\//, 'the folders of the adapters; dependency-cruiser keeps them apart'],
  [/^src\/adapters\/registry\.ts$/, 'the list'],
  [/^src\/adapters\/samples\.ts$/, 'the endpoint that sample events speak of has an adapter'],
  [/\.(view|response|openapi)\.ts$|-examples\.ts$/, 'examples of the API description'],
  [/^demo\//, 'the demo shows these platforms'],
];

/** Words of the API that are an adapter's name too: forms of payloads and batches are named after their format, as the adapter is. */
const SAME_WORD: ReadonlySet<string> = new Set([
  'src/modules/model/payload.ts: cloudevents',
  'src/modules/endpoints/definitions/endpoint.dto.ts: cloudevents',
  'src/modules/model/batch.ts: cloudevents',
  'src/modules/endpoints/batch/batch-of.ts: cloudevents',
  'src/modules/endpoints/batch/batch.dto.ts: cloudevents',
]);

/** Finds a name as a value: in quotation marks, or as the prefix of a URL. */
const asValue = (type: string): RegExp => new RegExp(`['"\`]${type}['"\`]|['"\`]${type}\\+`);
const NAMES = ADAPTERS.map(({ type }) => [type, asValue(type)] as const);

function allFiles(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .filter((path) => !NOT_READ.test(path));
}

function files(folder: string): readonly string[] {
  return allFiles(folder).filter((path) => !ALLOWED.some(([allowed]) => allowed.test(path)));
}

const codeOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8').replaceAll(COMMENT, '');

/** Finds an import from the folder of an adapter. */
const importOf = (path: string, type: string): RegExp =>
  new RegExp(`from '${/^src\/adapters\/[^/]+$/.test(path) ? '\\./' : "[^']*/adapters/"}${type}/`);

/** Lists the files of the gateway and the console that name an adapter or import from its folder, outside of it, with the adapters. */
function touched(): Readonly<Record<string, readonly string[]>> {
  const found = ['src', 'console/src'].flatMap(allFiles).map((path) => {
    const code = codeOf(path).replaceAll(/className="[^"]*"/g, '');
    const types = ADAPTERS.map(({ type }) => type).filter(
      (type) =>
        !path.startsWith(`src/adapters/${type}/`) &&
        (asValue(type).test(code) || importOf(path, type).test(code)),
    );
    return [path, types.length === ADAPTERS.length ? ['all'] : types] as const;
  });
  return Object.fromEntries(found.filter(([, types]) => types.length > 0));
}

/** Reads the same off the page of the rooms. */
function told(): Readonly<Record<string, readonly string[]>> {
  const page = readFileSync(join(ROOT, 'docs/rooms.md'), 'utf8');
  const [, table = ''] = /## What names an adapter\n([^]*?)(?:\n## |$)/.exec(page) ?? [];
  const rows = [...table.matchAll(/^\| `([^`|]+)`\s*\| ([^|]*)\|/gm)];
  return Object.fromEntries(
    rows.map(([, path, types]) => [path, types!.replaceAll('`', '').trim().split(', ')]),
  );
}

describe('The name of an adapter', () => {
  it.each(['src', 'console/src', 'demo'])(
    'stands in no file of %s beside its own folder and the registry',
    (folder) => {
      const found = files(folder).flatMap((path) => {
        const code = codeOf(path);
        return NAMES.filter(([, name]) => name.test(code)).map(([type]) => `${path}: ${type}`);
      });
      expect(found.filter((one) => !SAME_WORD.has(one))).toEqual([]);
    },
  );

  it('stands outside of its folder where the page of the rooms says: in the list of adapters, and in examples and words of the API', () => {
    expect(told()).toEqual(touched());
  });
});
