import { isEmptyText } from '../../sense.js';
import { LIST_FILTERS } from './list-filters.js';
import { NUMBER_FILTERS } from './number-filters.js';
import { TEXT_FILTERS } from './text-filters.js';
import { WORD_FILTERS } from './word-filters.js';
import type { Filter } from './filter.js';

const DEFAULT: Filter = {
  name: 'default',
  text: 'Another value where there is none: data.title | default: "Untitled"',
  args: [1, 1],
  apply: (value, [other]) => (isMissing(value) ? other : value),
};

/** True for nothing, false, an empty text or list, and a text that stands for no value. */
function isMissing(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '') return true;
  return Array.isArray(value) ? value.length === 0 : isEmptyText(value);
}

/**
 * Every filter of templates, those in people's words first.
 *
 * This folder holds the filters, by what they work on. A filter takes any value and never throws.
 */
export const FILTERS: readonly Filter[] = [
  ...WORD_FILTERS,
  DEFAULT,
  ...TEXT_FILTERS,
  ...LIST_FILTERS,
  ...NUMBER_FILTERS,
];

export const FILTERS_BY_NAME: ReadonlyMap<string, Filter> = new Map(
  FILTERS.map((filter) => [filter.name, filter]),
);
