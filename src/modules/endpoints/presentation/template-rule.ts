import { templateFaults } from '../../event-types/template-fault.js';
import type { FieldRule } from '../definitions/field.js';
import { text } from '../definitions/field-rules.js';

/** A template of one text, at most `maxLength` UTF-16 units. */
export const template = (maxLength: number): FieldRule => ({
  ...text(maxLength),
  within: (value, path) => templateFaults(String(value), path),
});
