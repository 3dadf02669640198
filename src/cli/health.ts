import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { parseJson } from '../modules/model/exact-json.js';

/** The address of a gateway on this machine. */
export interface LocalGateway {
  readonly host: string;
  readonly port: number;
  readonly basePath: string;
}

/** Answer of a health path. */
export interface Health {
  readonly status: number;
  /** False where another server answers. */
  readonly isGateway: boolean;
}

/**
 * Asks a health path with `node:http`: `fetch` takes three times as long to load, and a health check runs every few seconds.
 * Rejects with the error of the connection.
 */
export function askHealth(
  { host, port, basePath }: LocalGateway,
  path: '/livez' | '/readyz',
  timeoutMs: number,
): Promise<Health> {
  const { promise, resolve, reject } = Promise.withResolvers<Health>();
  const signal = AbortSignal.timeout(timeoutMs);
  const call = request({ host, port, path: `${basePath}${path}`, agent: false, signal }, (response) => {
    const status = response.statusCode ?? 0;
    text(response).then((body) => resolve({ status, isGateway: isOfGateway(status, body) }), reject);
  });
  call.on('error', (error) =>
    reject(signal.aborted ? new Error(`no answer within ${timeoutMs / 1_000} s`) : error),
  );
  call.end();
  return promise;
}

function isOfGateway(status: number, body: string): boolean {
  try {
    const told = parseJson(body) as { status?: unknown; success?: unknown } | null;
    return status === 200 ? told?.status === 'ok' : told?.success === false;
  } catch {
    return false;
  }
}
