import { compileTemplate } from '../../adapters/templates/template.js';
import { TemplateFault } from '../../adapters/templates/template-fault.js';
import type { FieldFault } from '../model/refusal.js';

/** Finds the fault of a template: at most one, with its line and column. */
export function templateFaults(source: string, field: string): readonly FieldFault[] {
  try {
    compileTemplate(source);
    return [];
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    const { line, column } = error;
    const message = `${field}, line ${line}, column ${column}: ${error.message}`;
    return [{ field, message, line, column }];
  }
}
