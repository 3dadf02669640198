import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';

/** What is looked at for a status line, bytes. */
const HEAD_MAX = 16 * 1024;
/** Where a status line has its code: behind `HTTP/1.1 `. */
const CODE_AT = 9;
/** A status line in a shorter piece may go on in the next one. */
const PIECE_MIN = 64;
/** Faults of undici's parser: it gives up before it tells the status, although the status line was in order. */
const OF_PARSER: ReadonlySet<string> = new Set([
  'HTTPParserError',
  'HeadersOverflowError',
  'ResponseContentLengthMismatchError',
]);

const statuses = new WeakMap<Error, number>();

/**
 * The final status of an answer that could not be read beyond its status line, by the error that it ended with: its headers
 * are longer than is read, or contradict one another. Undefined for any other error.
 */
export function statusBefore(error: Error): number | undefined {
  return statuses.get(error);
}

/** Lets {@link statusBefore} know of the answers on the connections that are made. */
export function tapped(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (socket) tap(socket);
      (callback as (error: Error | null, socket: unknown) => void)(error, socket);
    });
}

/** Keeps the first piece of what comes after each request. */
function tap(socket: Socket): void {
  let head: Buffer | null = null;
  const { read, write } = socket;
  socket.read = (size?: number): unknown => {
    for (;;) {
      const received: unknown = read.call(socket, size);
      if (!Buffer.isBuffer(received)) return received;
      const piece = head === null ? withoutContinue(received) : received;
      if (piece.length === 0) continue;
      if (head === null) head = piece;
      else if (head.length < PIECE_MIN) head = Buffer.concat([head, piece]);
      return piece;
    }
  };
  socket.write = (...given: unknown[]): boolean => {
    head = null;
    return (write as (...given: unknown[]) => boolean).apply(socket, given);
  };
  socket.prependListener('error', (error) => {
    const status = head && OF_PARSER.has(error.name) ? finalStatus(head) : null;
    if (status !== null) statuses.set(error, status);
  });
}

/**
 * The beginning of an answer without `100 Continue` (RFC 9110 §15.2: a client has to put up with one it did not ask for).
 * undici takes it for the end of the connection, although the answer proper follows.
 */
export function withoutContinue(piece: Buffer): Buffer {
  let rest = piece;
  while (rest.length > CODE_AT && rest.toString('latin1', CODE_AT, CODE_AT + 3) === '100') {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0 || !rest.toString('latin1', 0, CODE_AT).startsWith('HTTP/1.')) break;
    rest = rest.subarray(end + 4);
  }
  return rest;
}

/** Of the status line that follows any informational answers; null where there is none in the piece. */
export function finalStatus(head: Buffer): number | null {
  let text = head.subarray(0, HEAD_MAX).toString('latin1');
  for (;;) {
    const status = Number(/^HTTP\/1\.[01] ([1-5]\d\d)(?: [^\r\n]*)?\r?\n/.exec(text)?.[1]);
    if (Number.isNaN(status)) return null;
    if (status >= 200) return status;
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) return null;
    text = text.slice(end + 4);
  }
}
