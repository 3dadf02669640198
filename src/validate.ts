import 'reflect-metadata';
import { readConfigFile } from './modules/endpoints/file/config-file.js';
import { fileWarnings } from './modules/endpoints/file/file-warnings.js';
import { GatewayError } from './modules/model/gateway-error.js';

/**
 * Checks a configuration file (`npx streamgank-webhook-gateway validate FILE`); the process exits with 0 when it is
 * valid, else with 1.
 */
function validate(file: string | undefined): void {
  if (file === undefined)
    throw new GatewayError('usage', 'Usage: npx streamgank-webhook-gateway validate gateway.yaml');
  const { endpoints, eventTypes } = readConfigFile({
    configFile: file,
    brand: process.env['WEBHOOK_BRAND'] ?? 'StreamGank',
  });
  for (const warning of fileWarnings(endpoints, eventTypes.keys()))
    process.stderr.write(`Warning: ${warning}\n`);
  const types = eventTypes.size === 0 ? '' : `, ${eventTypes.size} event types`;
  process.stdout.write(`${file} is valid: ${endpoints.length} endpoints${types}\n`);
}

try {
  validate(process.argv[2]);
} catch (error) {
  process.stderr.write(`${error instanceof GatewayError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
