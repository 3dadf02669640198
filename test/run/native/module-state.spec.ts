import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const SRC = join(import.meta.dirname, '../../../src');

/** Variables of modules, with the reason why what one spec file leaves in them does not matter to the next. */
const HARMLESS: Readonly<Record<string, string>> = {
  'adapters/values/country.ts codes': 'a table, read once',
  'modules/model/sortable-id.ts last': 'ids only have to rise',
  'modules/timing/pace.ts lastRest': 'a rest is over by itself',
  'modules/tracing/start-tracing.ts flush': 'only a process that traces sets it',
  'modules/tracing/tracer.ts tracer': 'only a process that traces sets it',
};

describe('The modules of src, which are loaded once for all spec files of a process,', () => {
  it('keep nothing in variables of their own that one spec file could leave to the next', () => {
    const found = globSync('**/*.ts', { cwd: SRC, exclude: ['**/*.spec.ts'] }).flatMap((file) =>
      [...readFileSync(join(SRC, file), 'utf8').matchAll(/^(?:export )?(?:let|var) (\w+)/gm)].map(
        ([, name]) => `${file} ${name}`,
      ),
    );
    expect(found.toSorted()).toEqual(Object.keys(HARMLESS));
  });
});
