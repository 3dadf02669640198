import { request } from 'node:http';
import { Command } from 'commander';
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
      '\nPORT, HOST and WEBHOOK_BASE_PATH of the environment name the gateway; only this machine is asked.' +
        '\n\nExamples:\n  $ gateway healthcheck\n  $ gateway healthcheck --ready',
    )
    .action(async ({ ready = false }: { ready?: boolean }) => {
      const { port, host, basePath } = target(process.env);
      const path = `${basePath}${ready ? PATHS.ready : PATHS.live}`;
      const status = await statusOf(host, port, path);
      if (status !== 200) throw new CliError(`http://${host}:${port}${path} answered ${status}.`);
    });
}

/** Address of the gateway that these variables start: always one of this machine. */
export function target(env: NodeJS.ProcessEnv): {
  readonly host: string;
  readonly port: number;
  readonly basePath: string;
} {
  const host = env['HOST']?.trim() ?? '';
  const basePath = (env['WEBHOOK_BASE_PATH'] ?? '').trim().replace(/^\/|\/$/g, '');
  return {
    host: host === '::1' || host === '::' ? '::1' : '127.0.0.1',
    port: Number(env['PORT']?.trim() || 3000),
    basePath: basePath === '' ? '' : `/${basePath}`,
  };
}

/** Asks with `node:http`: `fetch` takes three times as long to load, and a health check runs every few seconds. */
function statusOf(host: string, port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request({ host, port, path, timeout: TIMEOUT_MS, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    const failed = (why: string): void =>
      reject(new CliError(`No gateway answers at http://${host}:${port}${path} (${why}).`));
    call.on('timeout', () => {
      failed(`no answer within ${TIMEOUT_MS / 1_000} s`);
      call.destroy();
    });
    call.on('error', (error: NodeJS.ErrnoException) => failed(error.code ?? error.message));
    call.end();
  });
}
