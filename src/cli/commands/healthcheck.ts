import { request } from 'node:http';
import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { CliError } from '../cli-error.js';

const TIMEOUT_MS = 5_000;
const PATHS = { live: '/livez', ready: '/readyz' } as const;

/** Declares `healthcheck`. */
export function healthcheck(): Command {
  return new Command('healthcheck')
    .description(
      'Exit with 0 when the gateway on this machine answers, else with 1: for HEALTHCHECK of a container.',
    )
    .option('--ready', 'ask /readyz (it can take events) instead of /livez (the process runs)')
    .addHelpText(
      'after',
      '\nHOST, PORT and WEBHOOK_BASE_PATH of the environment name the gateway, as for `gateway start`.' +
        '\n\nExamples:\n  $ gateway healthcheck\n  $ gateway healthcheck --ready',
    )
    .action(async ({ ready = false }: { ready?: boolean }) => {
      const { port, host, basePath } = target(process.env);
      const path = `${basePath}${ready ? PATHS.ready : PATHS.live}`;
      const status = await statusOf(host, port, path);
      if (status !== 200) throw new CliError(`${addressOf(host, port, path)} answered ${status}.`);
    });
}

function addressOf(host: string, port: number, path: string): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}${path}`;
}

/**
 * Finds the address of the gateway that these variables start. One that listens on all addresses is asked on loopback.
 * @throws CliError for a PORT that is none, or a file of the base path that cannot be read
 */
export function target(env: NodeJS.ProcessEnv): {
  readonly host: string;
  readonly port: number;
  readonly basePath: string;
} {
  const host = (env['HOST']?.trim() ?? '').replace(/^\[(.+)\]$/, '$1');
  const port = Number(env['PORT']?.trim() || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new CliError('PORT is a whole number from 1 to 65535.');
  const basePath = basePathOf(env)
    .trim()
    .replace(/^\/|\/$/g, '');
  return {
    host: host === '' || host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host,
    port,
    basePath: basePath === '' ? '' : `/${basePath}`,
  };
}

function basePathOf(env: NodeJS.ProcessEnv): string {
  const { WEBHOOK_BASE_PATH: path = '', WEBHOOK_BASE_PATH_FILE: file = '' } = env;
  if (path.trim() !== '' || file.trim() === '') return path;
  try {
    return readFileSync(file.trim(), 'utf8');
  } catch (error) {
    throw new CliError(`WEBHOOK_BASE_PATH_FILE cannot be read: ${(error as Error).message}`);
  }
}

/** Asks with `node:http`: `fetch` takes three times as long to load, and a health check runs every few seconds. */
function statusOf(host: string, port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request({ host, port, path, timeout: TIMEOUT_MS, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    const failed = (why: string): void =>
      reject(new CliError(`No gateway answers at ${addressOf(host, port, path)} (${why}).`));
    call.on('timeout', () => {
      failed(`no answer within ${TIMEOUT_MS / 1_000} s`);
      call.destroy();
    });
    call.on('error', (error: NodeJS.ErrnoException) => failed(error.code ?? error.message));
    call.end();
  });
}
