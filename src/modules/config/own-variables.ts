import { OPEN_TELEMETRY_SECRETS, TWIN_NAMES } from './file-twins.js';
import { VARIABLE_NAMES } from './read-environment.js';

/**
 * Variables that configure the gateway itself, its keys among them. A configuration file must not use them: whoever may
 * edit the file could have the gateway send its own keys to a receiver.
 */
export const OWN_VARIABLES: ReadonlySet<string> = new Set([
  ...VARIABLE_NAMES,
  ...TWIN_NAMES,
  ...OPEN_TELEMETRY_SECRETS,
  'PGPASSWORD',
]);
