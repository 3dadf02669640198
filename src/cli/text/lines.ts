import type { Readable } from 'node:stream';

/** Bytes of one line at most: the gateway takes events of 1 MiB. */
const LINE_MAX = 2 * 1024 * 1024;

/** A line of a text. */
export interface Line {
  /** 1 for the first. */
  readonly number: number;
  readonly text: string;
}

/** Reads the lines of a UTF-8 text that are not empty. @throws Error for a line over 2 MiB */
export async function* linesOf(input: Readable): AsyncGenerator<Line> {
  let rest = '';
  let number = 0;
  input.setEncoding('utf8');
  for await (const chunk of input as AsyncIterable<string>) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop()!;
    if (rest.length > LINE_MAX) throw new Error(`Line ${number + 1} is longer than ${LINE_MAX} characters.`);
    for (const text of parts) {
      number++;
      if (text.trim() !== '') yield { number, text: text.replace(/\r$/, '') };
    }
  }
  if (rest.trim() !== '') yield { number: number + 1, text: rest };
}

/** Reads a text as a whole. */
export async function textOf(input: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
