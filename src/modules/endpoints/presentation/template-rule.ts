import { compileTemplate } from '../../../adapters/templates/template.js';
import { TemplateFault } from '../../../adapters/templates/template-fault.js';
import type { FieldFault } from '../../model/refusal.js';
import type { FieldRule } from '../definitions/field.js';
import { text } from '../definitions/field-rules.js';

/** A template of one text, at most `maxLength` UTF-16 units. */
export const template = (maxLength: number): FieldRule => ({
  ...text(maxLength),
  within: (value, path) => templateFaults(String(value), path),
});

/** Finds the fault of a template: at most one, with its line and column. */
export function templateFaults(source: string, path: string): readonly FieldFault[] {
  try {
    compileTemplate(source);
    return [];
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    const { line, column } = error;
    const message = `${path}, line ${line}, column ${column}: ${error.message}`;
    return [{ field: path, message, line, column }];
  }
}
