import type { Fault } from '../../model/outcome.js';
import { tlsMessage, UNKNOWN_CONNECTION, type Connection } from './tls-fault.js';

interface Coded {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly cause?: unknown;
  readonly errors?: readonly Coded[];
}

/** Names that undici gives to things Node has a name for, or that it gives no code. */
const NODE_NAMES: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_SOCKET: 'ECONNRESET',
  HTTPParserError: 'INVALID_HTTP',
};

/** The code as Node names it. */
export function nodeName(code: string): string {
  return NODE_NAMES[code] ?? code;
}

/** How far a request had come. */
interface Course {
  /** False until it has a connection that it is written to. */
  readonly begun: boolean;
  readonly way: { readonly proxy: { readonly shown: string } | null };
}

/** Of an attempt that was not over in time: `ETIMEDOUT` where no connection was made, else `TIMEOUT`. */
export function lateFault(timeoutMs: number, { begun, way }: Course): Fault {
  const message = `timeout of ${timeoutMs}ms exceeded`;
  if (begun) return { code: 'TIMEOUT', message };
  if (way.proxy)
    return { code: 'TIMEOUT', message: `${message} while waiting for the proxy ${way.proxy.shown}` };
  return { code: 'ETIMEDOUT', message: `${message} while connecting` };
}

/**
 * What went wrong on the wire, with the system's own code and sentence (`ENOTFOUND`, `getaddrinfo ENOTFOUND host`).
 * Looks through the wrappers of Axios and of a connection that tried several addresses.
 */
export function toFault(error: unknown, connection: Connection = UNKNOWN_CONNECTION): Fault {
  const root = innermost(error as Coded);
  const code = root.code ?? (root.name === 'HTTPParserError' ? root.name : 'ERROR');
  return { code: nodeName(code), message: tlsMessage(root, connection) ?? (root.message || code) };
}

function innermost(error: Coded): Coded {
  const inner = error.errors?.[0] ?? (error.message ? undefined : (error.cause as Coded | undefined));
  if (inner) return innermost(inner);
  const cause = error.cause as Coded | undefined;
  return cause?.code && cause.message ? innermost(cause) : error;
}
