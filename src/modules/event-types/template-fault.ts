import { compileTemplate } from '../../adapters/templates/template.js';
import { TemplateFault } from '../../adapters/templates/template-fault.js';

/** Finds the fault of a template; null where it can be used. */
export function templateFault(source: string): TemplateFault | null {
  try {
    compileTemplate(source);
    return null;
  } catch (error) {
    if (error instanceof TemplateFault) return error;
    throw error;
  }
}
