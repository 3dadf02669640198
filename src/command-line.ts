import { parseArgs } from 'node:util';
import { VERSION } from './modules/config/version.js';

const USAGE = `Usage: streamgank-webhook-gateway [command] [options]

  start (default)        start the gateway; settings come from the environment and from .env
  validate FILE          check a file of endpoints (WEBHOOK_CONFIG), without starting

      --json             write the log as one JSON value a line (LOG_FORMAT=json)
  -h, --help             show this text
  -v, --version          show the version

Settings: docs/configuration.md. Stop the gateway with SIGTERM or Ctrl-C.
`;

/** Text that the process prints instead of starting the gateway, and its exit code. */
export interface Printed {
  readonly text: string;
  readonly stream: 'stdout' | 'stderr';
  readonly exitCode: number;
}

/**
 * Reads the arguments of a start.
 * @param args arguments without the paths of Node and of the script
 * @returns null when the gateway is to start
 */
export function readStartArguments(args: readonly string[]): Printed | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
    if (values.help) return { text: USAGE, stream: 'stdout', exitCode: 0 };
    if (values.version) return { text: `${VERSION}\n`, stream: 'stdout', exitCode: 0 };
    const [command = 'start', ...rest] = positionals;
    return command === 'start' && rest.length === 0
      ? null
      : misused(`Unknown command "${positionals.join(' ')}".`);
  } catch (error) {
    return misused((error as Error).message);
  }
}

function misused(message: string): Printed {
  return { text: `${message}\n\n${USAGE}`, stream: 'stderr', exitCode: 2 };
}
