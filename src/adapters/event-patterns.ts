import { ValidateBy } from 'class-validator';
import { isEventPattern } from '../modules/model/event-pattern.js';

/** Longest list of patterns, characters. */
const LIST_MAX = 1000;

/** Splits a list of patterns of event types at its commas. */
export function patternsOf(list: string): readonly string[] {
  return list.split(',').map((pattern) => pattern.trim());
}

/** Accepts an option that lists event types or patterns: `job.failed, job.timeout`. `property`: the name of the option. */
export function IsPatternList(property: string): PropertyDecorator {
  return ValidateBy({
    name: 'isPatternList',
    validator: {
      validate: (list: unknown) =>
        typeof list === 'string' && list.length <= LIST_MAX && patternsOf(list).every(isEventPattern),
      defaultMessage: () =>
        `${property} must be event types or patterns (job.*) separated by commas, at most ${LIST_MAX} characters`,
    },
  });
}
