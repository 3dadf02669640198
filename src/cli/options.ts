import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { isEventPattern } from '../modules/model/event-pattern.js';
import { Api, readUrl, type Access } from './api.js';
import { misuse } from './cli-error.js';
import { Output } from './output.js';

const DEFAULT_URL = 'http://127.0.0.1:3000';

/** Options of every command that reports. */
export interface Reporting {
  readonly json?: boolean;
}

/** Options of every command that talks to a gateway. */
export interface Connecting extends Reporting {
  readonly url?: string;
  readonly key?: string;
}

/** Makes a command with `--json` and examples at the end of its help. */
export function reporting(name: string, summary: string, examples: readonly string[]): Command {
  const text = examples.map((example) => `  $ gateway ${example}`).join('\n');
  return new Command(name)
    .description(summary)
    .option('--json', 'print one JSON value a line on standard output, and nothing else there')
    .addHelpText('after', `\nExamples:\n${text}`);
}

/** Makes a command that talks to a gateway. */
export function connecting(name: string, summary: string, examples: readonly string[]): Command {
  return reporting(name, summary, examples)
    .addOption(
      new Option('--url <url>', `address of the gateway (default: ${DEFAULT_URL})`).env('GATEWAY_URL'),
    )
    .addOption(
      new Option('--key <key>', 'key of the gateway; GATEWAY_KEY_FILE names a file that holds it').env(
        'GATEWAY_KEY',
      ),
    );
}

/** Makes the client and the output of a command from its options. @throws CliError */
export function connected(options: Connecting): { readonly api: Api; readonly out: Output } {
  const out = new Output(options.json === true);
  const access = accessOf(options, process.env);
  if (access.key !== null && isOpenNetwork(access.url))
    out.note(`Warning: ${access.url} is not encrypted: others on the way can read the key. Use https://.`);
  return { api: new Api(access), out };
}

/** Finds address and key. @throws CliError where the file of the key cannot be read */
export function accessOf({ url, key }: Connecting, variables: NodeJS.ProcessEnv): Access {
  const file = variables['GATEWAY_KEY_FILE'] ?? '';
  const given = key?.trim() || (file === '' ? '' : keyIn(file));
  if (/[^\x21-\x7e]/.test(given)) throw misuse('The key holds characters that no key has, such as spaces.');
  return { url: readUrl(url || DEFAULT_URL), key: given === '' ? null : given };
}

function keyIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw misuse(`GATEWAY_KEY_FILE cannot be read: ${(error as Error).message}`);
  }
}

/** Tells whether what is sent to the URL passes a network in the clear. */
function isOpenNetwork(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/** Reads a whole number. @throws CliError naming the option and the range */
export function wholeOption(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw misuse(`${option} is a whole number from ${min} to ${max}.`);
  return value;
}

/** Makes an option that takes some of the words, with commas between them. */
export function wordsOption(flags: string, words: readonly string[]): Option {
  const accepted = `${words.join(', ')}, several with commas`;
  const option = listOption(flags, 'several with commas', accepted, (word) => words.includes(word));
  option.argChoices = [...words];
  return option;
}

/** Makes `--type`, which takes event types and patterns. */
export function typesOption(unset = ''): Option {
  const accepted = 'event types or patterns such as job.*; several with commas';
  return listOption('--type <types>', accepted + unset, accepted, isEventPattern);
}

function listOption(
  flags: string,
  description: string,
  accepted: string,
  isOne: (text: string) => boolean,
): Option {
  return new Option(flags, description).argParser((text: string) => {
    if (text.split(',').every((part) => isOne(part.trim()))) return text;
    throw new InvalidArgumentError(`Accepted: ${accepted}.`);
  });
}

/** Options that belong to every call. */
const COMMON = new Set(['json', 'url', 'key']);

/**
 * Refuses the options of many beside the id of one.
 *
 * @param thing name of what the id is of
 * @param also options that one has, too
 * @throws CliError
 */
export function refuseFilter(command: Command, thing: string, also: readonly string[] = []): void {
  const given = command.options.filter((option) => {
    const name = option.attributeName();
    return !COMMON.has(name) && !also.includes(name) && command.getOptionValueSource(name) === 'cli';
  });
  if (given.length === 0) return;
  const names = given.map(({ long }) => long).join(', ');
  throw misuse(`Give the id of one ${thing}, or a filter, not both: leave out ${names}.`);
}
