import { localeFault, zoneFault } from '../model/locales.js';
import { LINK_ACCEPTED, linkFault } from '../model/link-template.js';
import { Malformed } from './malformed.js';

/** Reads an IANA time zone. */
export function parseZone(text: string): string | Malformed {
  const fault = zoneFault(text);
  return fault === null ? text : new Malformed(['is no known time zone'], fault.replace(/^is /, ''));
}

/** Reads a BCP 47 language tag. */
export function parseLocale(text: string): string | Malformed {
  const fault = localeFault(text);
  return fault === null ? text : new Malformed(['is no known language tag'], fault.replace(/^is /, ''));
}

/** Reads the template of the page of a job. Whether its expressions are valid is told where templates are known. */
export function parseLinkTemplate(text: string): string | Malformed {
  const problem = linkFault(text);
  return problem === null ? text : new Malformed([problem], LINK_ACCEPTED);
}
