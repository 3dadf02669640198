/** Longest template, UTF-16 units. */
export const SOURCE_MAX = 10_000;
/** Most tags that stand within each other. */
export const NESTING_MAX = 8;
/** Most brackets that stand within each other in one tag or output. */
export const BRACKETS_MAX = 4;
/** Longest text that a template may give, UTF-16 units. */
export const OUTPUT_MAX = 65_536;
/** Most steps of one rendering: texts and outputs written, tags, turns of loops, filters and comparisons. */
export const STEPS_MAX = 10_000;
/**
 * Most work of filters and comparisons in one rendering: one for each UTF-16 unit of the texts they read, and
 * {@link ENTRY_WORK} for each entry of a list, {@link FIELD_WORK} for each field of an object that is counted or gone through.
 */
export const WORK_MAX = 4_000_000;
export const ENTRY_WORK = 10;
export const FIELD_WORK = 50;
/** Work of writing a value by a language's or a zone's rules, or of writing a list or an object as text. */
export const FORMAT_WORK = 1000;
/** Most whole numbers in the range of a loop. */
export const RANGE_MAX = 1000;
