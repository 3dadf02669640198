import fs from 'node:fs';
import sonic from 'sonic-boom';
import type { DestinationStream } from 'pino';

/** Lines are written together: at this size, bytes, and at the latest after this time, ms. */
const BUFFER_BYTES = 8 * 1024;
const FLUSH_MS = 50;
/** Lines that standard output does not take are kept up to this size, bytes; further ones are dropped. */
const KEPT_BYTES = 4 * 1024 * 1024;
/** At exit an output that takes nothing is tried this often, 100 ms apart. */
const TRIES_AT_EXIT = 10;

type WriteSync = (fd: number, data: Buffer) => number;

/**
 * Standard output for JSON lines. Each line is turned into bytes once: counting the bytes of a string and encoding it
 * later, as the usual destination does, costs three times as much for lines that hold an emoji.
 */
export function logOutput(): DestinationStream {
  const boom = new sonic.SonicBoom({
    fd: 1,
    sync: false,
    contentMode: 'buffer',
    minLength: BUFFER_BYTES,
    maxLength: KEPT_BYTES,
    periodicFlush: FLUSH_MS,
  });
  // A reader that has gone ends the log, not the gateway.
  boom.on('error', () => undefined);
  process.once('exit', () => flushAtExit(boom));
  // Its types only know strings.
  const write = boom.write.bind(boom) as unknown as (bytes: Buffer) => boolean;
  return { write: (line) => void write(Buffer.from(line)) };
}

/**
 * Writes what is still buffered. `flushSync` repeats a failing write without end, which would keep the process from ending
 * once the reader of its log has gone or stalls: such writes count as done here.
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
    // There is no way left to report it.
  } finally {
    Object.assign(fs, { writeSync });
  }
}

function isBusy(error: unknown): boolean {
  return ['EAGAIN', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '');
}
