import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { FILTERS } from '../../src/adapters/templates/filters/filters.js';
import {
  BRACKETS_MAX,
  ENTRY_WORK,
  FIELD_WORK,
  NESTING_MAX,
  OUTPUT_MAX,
  RANGE_MAX,
  SOURCE_MAX,
  STEPS_MAX,
  WORK_MAX,
} from '../../src/adapters/templates/limits.js';
import type { Described } from '../../src/adapters/templates/scope.js';
import { SCOPE } from '../../src/adapters/templates/scope.js';
import { TAGS } from '../../src/adapters/templates/tags.js';

const page = readFileSync('docs/templates.md', 'utf8');

/** Reads the rows of the table below a heading: a name in code and its meaning. */
function rows(heading: string): readonly Described[] {
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| `([^`]+)`\s*\| (.*?)\s*\|$/gm)].map(([, name = '', text = '']) => ({
    name,
    text: text.replaceAll(String.raw`\|`, '|'),
  }));
}

describe('docs/templates.md', () => {
  it.each([
    ['What a template can read', SCOPE],
    ['Filters', FILTERS],
    ['Tags', TAGS],
  ] as const)('lists under "%s" what the code has, in its order', (heading, described) => {
    expect(rows(heading)).toEqual(described.map(({ name, text }) => ({ name, text })));
  });

  it('names every limit with its value', () => {
    const limits = page.split('## Limits')[1] ?? '';
    const numbers = new Set(limits.match(/\d[\d,]*/g)?.map((text) => Number(text.replaceAll(',', ''))));
    const known = [
      SOURCE_MAX,
      OUTPUT_MAX,
      NESTING_MAX,
      BRACKETS_MAX,
      STEPS_MAX,
      WORK_MAX,
      ENTRY_WORK,
      FIELD_WORK,
      RANGE_MAX,
    ];
    expect(known.filter((limit) => !numbers.has(limit))).toEqual([]);
  });
});
