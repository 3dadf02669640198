import 'reflect-metadata';
import { readConfigFile } from '../../modules/endpoints/file/config-file.js';
import { fileWarnings } from '../../modules/endpoints/file/file-warnings.js';
import { GatewayError } from '../../modules/model/gateway-error.js';

/** Verdict on a file of endpoints. */
export type CheckedFile =
  | {
      readonly valid: true;
      readonly endpoints: number;
      readonly eventTypes: number;
      readonly warnings: readonly string[];
    }
  | { readonly valid: false; readonly message: string };

/** Checks a file of endpoints as a start would read it; `WEBHOOK_BRAND` of the process counts. */
export function checkFile(file: string): CheckedFile {
  const brand = process.env['WEBHOOK_BRAND'] ?? 'StreamGank';
  try {
    const { endpoints, eventTypes } = readConfigFile({ configFile: file, brand });
    const warnings = fileWarnings(endpoints, eventTypes.keys());
    return { valid: true, endpoints: endpoints.length, eventTypes: eventTypes.size, warnings };
  } catch (error) {
    if (error instanceof GatewayError) return { valid: false, message: error.message };
    throw error;
  }
}
