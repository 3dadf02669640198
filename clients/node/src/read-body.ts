import type { IncomingMessage } from 'node:http';

/**
 * Reads the bytes of an unread request; null as soon as they exceed `maxBytes`. The rest is then left unread, and the
 * connection stays open for an answer.
 */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  return new Promise((resolve, reject): void => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const settle = (finish: () => void): void => {
      request.off('data', take).off('end', whole).off('error', broken).off('close', closed);
      finish();
    };
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes <= maxBytes) return;
      request.pause();
      settle(() => resolve(null));
    };
    const whole = (): void => settle(() => resolve(Buffer.concat(chunks)));
    const broken = (error: Error): void => settle(() => reject(error));
    const closed = (): void => broken(new Error('The request ended before its body was whole.'));
    if (request.destroyed) return closed();
    request.on('data', take).on('end', whole).on('error', broken).on('close', closed);
  });
}
