import type { Line } from '../text/lines.js';

/** Lines that go in one call: the gateway takes 1,000 events and 16 MiB. */
const EVENTS_MAX = 500;
const CHARACTERS_MAX = 4 * 1024 * 1024;

/** Puts lines together for calls. */
export async function* batchesOf(lines: AsyncIterable<Line>): AsyncGenerator<readonly Line[]> {
  let batch: Line[] = [];
  let characters = 0;
  for await (const line of lines) {
    if (batch.length === EVENTS_MAX || (batch.length > 0 && characters + line.text.length > CHARACTERS_MAX)) {
      yield batch;
      [batch, characters] = [[], 0];
    }
    batch.push(line);
    characters += line.text.length;
  }
  if (batch.length > 0) yield batch;
}
