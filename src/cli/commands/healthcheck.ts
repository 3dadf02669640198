import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { CliError } from '../cli-error.js';
import { askHealth, type LocalGateway } from '../health.js';
import { reporting, type Reporting } from '../options.js';
import { Output } from '../output.js';

const TIMEOUT_MS = 5_000;
const PATHS = { live: '/livez', ready: '/readyz' } as const;

/** Declares `healthcheck`. */
export function healthcheck(): Command {
  return reporting(
    'healthcheck',
    'Exit with 0 when the gateway on this machine answers, else with 1: for HEALTHCHECK of a container.',
    ['healthcheck', 'healthcheck --ready'],
  )
    .option('--ready', 'ask /readyz (it can take events) instead of /livez (the process runs)')
    .addHelpText(
      'after',
      '\nHOST, PORT and WEBHOOK_BASE_PATH of the environment name the gateway, as for `gateway start`.',
    )
    .action(async ({ ready = false, json = false }: Reporting & { ready?: boolean }) => {
      const gateway = target(process.env);
      const path = ready ? PATHS.ready : PATHS.live;
      const url = addressOf(gateway, path);
      const { status, isGateway } = await askHealth(gateway, path, TIMEOUT_MS).catch(
        (error: NodeJS.ErrnoException) => {
          throw new CliError(`No gateway answers at ${url} (${error.code ?? error.message}).`);
        },
      );
      if (!isGateway)
        throw new CliError(`${url} answered ${status}, and is no gateway: check PORT and WEBHOOK_BASE_PATH.`);
      new Output(json).record({ url, status });
      if (status !== 200) throw new CliError(`${url} answered ${status}.`);
    });
}

function addressOf({ host, port, basePath }: LocalGateway, path: string): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}${basePath}${path}`;
}

/**
 * Finds the address of the gateway that these variables start. One that listens on all addresses is asked on loopback.
 * @throws CliError for a PORT that is none, or a file of the base path that cannot be read
 */
export function target(env: NodeJS.ProcessEnv): LocalGateway {
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
