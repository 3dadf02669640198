import fs from 'node:fs';
import sonic, { type SonicBoom } from 'sonic-boom';
import type { DestinationStream } from 'pino';

/** Lines are buffered up to this size, bytes, and for this time, ms, at most. */
const BUFFER_BYTES = 8 * 1024;
const FLUSH_MS = 50;
/** Bytes kept while standard output accepts none; further lines are dropped. */
const BACKLOG_BYTES = 4 * 1024 * 1024;
/** Writes to a blocked output at exit, 100 ms apart, at most. */
const TRIES_AT_EXIT = 10;

type WriteSync = (fd: number, data: Buffer) => number;

/**
 * Writes JSON lines to standard output. It encodes each line once: the usual destination counts the bytes of the string
 * and encodes it later, which costs three times as much for lines with an emoji.
 */
export function logOutput(): DestinationStream {
  const boom = new sonic.SonicBoom({
    fd: 1,
    sync: false,
    contentMode: 'buffer',
    minLength: BUFFER_BYTES,
    maxLength: BACKLOG_BYTES,
  });
  // The gateway goes on without a log when the reader of the log has exited.
  boom.on('error', () => undefined);
  process.once('exit', () => flushAtExit(boom));
  const written = flusher(boom);
  // The declared type of `write` accepts strings only.
  const write = boom.write.bind(boom) as unknown as (bytes: Buffer) => boolean;
  return {
    write: (line) => {
      const bytes = Buffer.from(line);
      write(bytes);
      written(bytes.length);
    },
  };
}

/**
 * Flushes lines a while after the first of them. The periodic flush of SonicBoom makes a system call also where nothing was logged, 20 times
 * a second.
 *
 * @returns takes the length of each line, bytes
 */
function flusher(boom: SonicBoom): (bytes: number) => void {
  let buffered = 0;
  let timer: NodeJS.Timeout | null = null;
  const flushSoon = (): void => void (timer ??= setTimeout(flush, FLUSH_MS).unref());
  const flush = (): void => {
    timer = null;
    boom.flush();
  };
  boom.on('write', (bytes: number) => (buffered -= bytes));
  boom.on('drop', (line: Buffer) => (buffered -= line.length));
  // A write takes along none of the lines that came after its start, and a flush meanwhile does nothing.
  boom.on('drain', () => buffered > 0 && flushSoon());
  return (bytes) => {
    buffered += bytes;
    flushSoon();
  };
}

/**
 * Writes the buffered lines. `flushSync` repeats a failing write without end, which would keep the process alive when
 * the reader of the log has exited or stalls; here such writes count as done.
 */
function flushAtExit(boom: { flushSync(): void }): void {
  const writeSync = fs.writeSync as WriteSync;
  let triesLeft = TRIES_AT_EXIT;
  const boundedWrite: WriteSync = (fd, data) => {
    try {
      return writeSync(fd, data);
    } catch (error) {
      if (isBusy(error) && triesLeft-- > 0) throw error;
      return data.length;
    }
  };
  Object.assign(fs, { writeSync: boundedWrite });
  try {
    boom.flushSync();
  } catch {
    // The log itself has failed, so there is no place to report it.
  } finally {
    Object.assign(fs, { writeSync });
  }
}

function isBusy(error: unknown): boolean {
  return ['EAGAIN', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '');
}
