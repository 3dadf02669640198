import type { Readable } from 'node:stream';
import { CliError } from '../cli-error.js';

/** UTF-16 units of one line, and bytes of the data of one event, at most: the gateway takes events of 1 MiB. */
const LINE_MAX = 2 * 1024 * 1024;

/** A line of a text. */
export interface Line {
  /** 1 for the first. */
  readonly number: number;
  readonly text: string;
}

/** Reads the lines of a UTF-8 text that are not empty, without its byte order mark. @throws CliError for a line over 2 MiB */
export async function* linesOf(input: Readable): AsyncGenerator<Line> {
  let rest = '';
  let number = 0;
  input.setEncoding('utf8');
  for await (const chunk of input as AsyncIterable<string>) {
    const parts = (rest + (number === 0 && rest === '' ? withoutMark(chunk) : chunk)).split('\n');
    rest = parts.pop()!;
    for (const text of parts) {
      number++;
      if (text.trim() !== '') yield { number, text: text.replace(/\r$/, '') };
    }
    if (rest.length > LINE_MAX)
      throw new CliError(`Line ${number + 1} is longer than ${LINE_MAX} characters.`);
  }
  if (rest.trim() !== '') yield { number: number + 1, text: rest };
}

/** Reads a UTF-8 text as a whole, without its byte order mark. @throws CliError for one over 2 MiB */
export async function textOf(input: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of input as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LINE_MAX) throw new CliError(`The data is longer than ${LINE_MAX} bytes.`);
    chunks.push(chunk);
  }
  return withoutMark(Buffer.concat(chunks).toString('utf8'));
}

/** Editors of Windows begin a file with a byte order mark, which is no JSON. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
