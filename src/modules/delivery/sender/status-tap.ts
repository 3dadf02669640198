import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';

/** Largest part of an answer that is searched for its status line, bytes. */
const HEAD_MAX = 16 * 1024;
/** Position of the code in a status line, behind `HTTP/1.1 `. */
const CODE_AT = 9;
/** Length of a first piece, bytes, below which the status line may go on in the next one. */
const PIECE_MIN = 64;
/** Names of undici's parser errors that hide the status of an answer whose status line was valid. */
const PARSER_ERRORS: ReadonlySet<string> = new Set([
  'HTTPParserError',
  'HeadersOverflowError',
  'ResponseContentLengthMismatchError',
]);

const statuses = new WeakMap<Error, number>();

/**
 * Returns the final status of an answer by the error that ended it, where its headers were too long or contradicted one another.
 * Undefined for any other error.
 */
export function statusBefore(error: Error): number | undefined {
  return statuses.get(error);
}

/** Returns a connector on whose connections {@link statusBefore} finds the status of answers. */
export function withStatusTap(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (socket) tap(socket);
      (callback as (error: Error | null, socket: unknown) => void)(error, socket);
    });
}

/** Keeps the first piece of the answer to each request on a connection. */
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
    const status = head && PARSER_ERRORS.has(error.name) ? finalStatus(head) : null;
    if (status !== null) statuses.set(error, status);
  });
}

/**
 * Removes `100 Continue` from the beginning of an answer: RFC 9110 §15.2 lets a server send it unasked, and undici takes it for the end
 * of the connection, although the final answer follows.
 */
function withoutContinue(piece: Buffer): Buffer {
  let rest = piece;
  while (rest.length > CODE_AT && rest.toString('latin1', CODE_AT, CODE_AT + 3) === '100') {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0 || !rest.toString('latin1', 0, CODE_AT).startsWith('HTTP/1.')) break;
    rest = rest.subarray(end + 4);
  }
  return rest;
}

/** Returns the status of the final answer, behind any informational ones; null where the piece contains none. */
function finalStatus(head: Buffer): number | null {
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
