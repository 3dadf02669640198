import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Command } from 'commander';
import { misuse } from '../cli-error.js';
import { connected, connecting, wholeOption, type Connecting } from '../options.js';
import { linesOf, textOf } from '../text/lines.js';
import { sendLines } from '../sending/send-lines.js';
import { bodyOf, sampleOf, sendOne } from '../sending/send-one.js';

interface Options extends Connecting {
  readonly data?: string;
  readonly file?: string;
  readonly id?: string;
  readonly timestamp?: string;
  /** True where the option has no value. */
  readonly wait?: string | true;
}

const WAIT_S = 30;
const WAIT_MAX_S = 60;

/** Declares `send`. */
export function send(): Command {
  return connecting(
    'send',
    'Send an event: a sample of its type, given data, or one event a line (NDJSON).',
    [
      'send job.completed',
      `send job.completed --data '{"job_id":"job_17"}' --wait`,
      'send job.completed --file data.json --id job-17-done',
      'send < events.ndjson',
      'send --file events.ndjson --wait 60',
    ],
  )
    .argument('[type]', 'event type such as job.completed; without it, events are read one a line')
    .option('--data <json>', 'data of the event, a JSON object')
    .option(
      '--file <file>',
      'with a type: file of the data; without: file of events, one a line; - is standard input',
    )
    .option('--id <id>', 'id of the event: the same id is never sent twice')
    .option('--timestamp <time>', 'time of the event, ISO 8601')
    .option(
      '--wait [seconds]',
      `wait for the outcome of the deliveries (default: ${WAIT_S} s, at most ${WAIT_MAX_S})`,
    )
    .action(async (type: string | undefined, options: Options) => {
      const { api, out } = connected(options);
      const waitS = waitOf(options.wait);
      if (type === undefined) return sendLines(api, out, linesOf(await input(linesFile(options))), waitS);
      const { id, timestamp } = options;
      const data = await dataOf(type, options);
      await sendOne(api, out, bodyOf({ type, data, id, timestamp }), waitS);
    });
}

function waitOf(wait: Options['wait']): number | null {
  if (wait === undefined) return null;
  return wait === true ? WAIT_S : wholeOption('--wait', wait, 1, WAIT_MAX_S);
}

/** Returns the file of events. @throws CliError where there is none, or an option says what only one event can have */
function linesFile({ data, file, id, timestamp }: Options): string {
  if (data ?? id ?? timestamp)
    throw misuse('--data, --id and --timestamp belong to one event: name its type.');
  if (file === undefined && process.stdin.isTTY)
    throw misuse('Name the type of an event, or give events one a line: gateway send < events.ndjson');
  return file ?? '-';
}

async function dataOf(type: string, { data, file }: Options): Promise<string> {
  if (data !== undefined && file !== undefined) throw misuse('--data and --file exclude one another.');
  if (data !== undefined) return data;
  if (file !== undefined) return textOf(await input(file));
  const sample = sampleOf(type);
  if (sample === null) throw misuse(`There is no sample of ${type}: give --data or --file.`);
  return sample;
}

/** Opens a file. @throws CliError where it cannot be read */
async function input(file: string): Promise<Readable> {
  if (file === '-') return process.stdin;
  try {
    const handle = await open(file);
    if (!(await handle.stat()).isDirectory()) return handle.createReadStream();
    await handle.close();
  } catch (error) {
    throw misuse(`--file cannot be read: ${(error as Error).message}`);
  }
  throw misuse(`--file cannot be read: ${file} is a directory.`);
}
