import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { CliError, misuse } from '../cli-error.js';
import { reporting, type Reporting } from '../options.js';
import { Output } from '../output.js';
import { durationOption, instantOption } from '../text/time.js';
import { headersOf, requestOf, type SignedRequest } from '../verifying/signed-request.js';
import { verdictOn } from '../verifying/verdict.js';

interface Options extends Reporting {
  readonly request?: string;
  readonly body?: string;
  readonly header?: readonly string[];
  readonly secretFile?: string;
  readonly tolerance: string;
  readonly at?: string;
  readonly brand: string;
}

/** Declares `verify`. */
export function verify(): Command {
  return reporting(
    'verify',
    'Check the signature of a request: which key made it, or exactly why it fails.',
    [
      'verify --request saved.http --secret-file secret.txt',
      `verify --body body.json --header 'webhook-id: 019b…' --header 'webhook-timestamp: 1767268530' \\\n      --header 'webhook-signature: v1,…'`,
      'verify --request saved.http --at 2026-01-01T12:05:31Z',
    ],
  )
    .option('--request <file>', 'a saved HTTP request: headers, an empty line, the body; - is standard input')
    .option('--body <file>', 'the body as it arrived; - is standard input')
    .option('--header <header>', 'a header of the request, "name: value"; repeat it', collect)
    .option(
      '--secret-file <file>',
      'file of secrets and public keys (whpk_…), one a line (default: WEBHOOK_SECRET_KEY of the environment)',
    )
    .option('--tolerance <duration>', 'largest age of the signature', '5m')
    .option('--at <time>', 'judge the age at this time, not now')
    .option('--brand <name>', 'WEBHOOK_BRAND of the gateway', 'StreamGank')
    .action((options: Options) => {
      const out = new Output(options.json === true);
      const now = Date.now();
      const verdict = verdictOn(read(options), {
        secrets: secretsOf(options.secretFile, process.env),
        toleranceMs: durationOption('--tolerance', options.tolerance),
        now: options.at === undefined ? now : Date.parse(instantOption('--at', options.at, now)),
        brand: options.brand,
      });
      out.record(verdict);
      if (!verdict.valid) throw new CliError(verdict.message);
      out.line(`${out.state('ok')}  ${verdict.message}`);
    });
}

function collect(header: string, before: readonly string[] = []): string[] {
  return [...before, header];
}

function read({ request, body, header = [] }: Options): SignedRequest {
  if ((request === undefined) === (body === undefined))
    throw misuse('Name the request by --request, or by --body and --header.');
  if (request !== undefined) {
    const saved = requestOf(bytesOf('--request', request));
    return { ...saved, headers: new Map([...saved.headers, ...headersOf(header)]) };
  }
  return { headers: headersOf(header), body: bytesOf('--body', body!) };
}

/** Returns the secrets. @throws CliError where there is none */
function secretsOf(file: string | undefined, env: NodeJS.ProcessEnv): string[] {
  const text =
    file === undefined ? (env['WEBHOOK_SECRET_KEY'] ?? '') : bytesOf('--secret-file', file).toString('utf8');
  const secrets = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (secrets.length > 0) return secrets;
  throw misuse('Name the secret by --secret-file, or by WEBHOOK_SECRET_KEY in the environment.');
}

function bytesOf(option: string, file: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw misuse(`${option} cannot be read: ${(error as Error).message}`);
  }
}
