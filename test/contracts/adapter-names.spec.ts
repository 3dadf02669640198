import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ADAPTERS } from '../../src/adapters/registry.js';

const ROOT = join(import.meta.dirname, '../..');
const SOURCE = /\.(ts|tsx|css)$/;
/** Specs, and what `npm run openapi` writes. */
const NOT_READ = /\.spec\.ts$|^console\/src\/api\/(schema\.d|endpoint-fields|presentation-fields)\.ts$/;
const COMMENT = /\/\*[^]*?\*\/|^\s*\/\/.*$/gm;

/** Where the name of one adapter may stand beside its own folder, and why. */
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

function files(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .filter((path) => !NOT_READ.test(path) && !ALLOWED.some(([allowed]) => allowed.test(path)));
}

describe('The name of an adapter', () => {
  it.each(['src', 'console/src', 'demo'])(
    'stands in no file of %s beside its own folder and the registry',
    (folder) => {
      const found = files(folder).flatMap((path) => {
        const text = readFileSync(join(ROOT, path), 'utf8').replaceAll(COMMENT, '');
        return NAMES.filter(([, name]) => name.test(text)).map(([type]) => `${path}: ${type}`);
      });
      expect(found.filter((one) => !SAME_WORD.has(one))).toEqual([]);
    },
  );
});
