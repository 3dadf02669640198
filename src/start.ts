import 'reflect-metadata';
import { readStartArguments } from './command-line.js';
import { keepCompiledCode } from './compiled-code.js';
import { loadConfig } from './modules/config/load-config.js';
import { urlFault } from './modules/endpoints/environment-endpoints.js';
import { GatewayError } from './modules/model/gateway-error.js';

/**
 * Starts the gateway. An error of the configuration or the store ends the process with one message. The settings are read
 * before the rest of the gateway is loaded, so that wrong ones are refused in an eighth of the time that a start takes.
 */
async function start(): Promise<void> {
  const loaded = loadConfig(asJson ? { ...process.env, LOG_FORMAT: 'json' } : process.env, { urlFault });
  const writeCompiledCode = keepCompiledCode(loaded.config);
  const { serve } = await import('./serve.js');
  await serve(loaded);
  writeCompiledCode();
}

const args = process.argv.slice(2);
const asJson = args.includes('--json');
const printed = readStartArguments(args);
if (printed === null) start().catch(stopWith);
else {
  process[printed.stream].write(printed.text);
  process.exitCode = printed.exitCode;
}

function stopWith(error: unknown): void {
  const text = error instanceof GatewayError ? error.message : (error as Error).stack;
  process.stderr.write(`${asJson ? JSON.stringify({ error: { message: text, exit_code: 1 } }) : text}\n`);
  process.exit(1);
}
