import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/console.md'), 'utf8');
/** Features with what they are here, and the test that shows them. */
const rows = [...page.matchAll(/^\| ([^|]+?) +\| ((?:yes|partly|no)\b[^|]*?) +\| ([^|]*?) *\|$/gm)].map(
  ([, feature = '', here = '', shown = '']) => [feature, here, shown] as const,
);

describe('The features of the console', () => {
  it('are listed', () => {
    expect(rows.length).toBeGreaterThan(25);
  });

  it.each(rows.filter(([, here]) => !here.startsWith('no')))(
    'have the test that the docs name: %s, %s',
    (_, here, shown) => {
      const [, file = '', fact = here] = /^`(.+?)`: (.+)$/.exec(shown) ?? [];
      expect(readFileSync(join(ROOT, 'test', file), 'utf8')).toContain(fact);
    },
  );
});
