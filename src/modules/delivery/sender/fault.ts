import type { Fault } from '../../model/outcome.js';
import { tlsMessage, UNKNOWN_CONNECTION, type Connection } from '../../net/tls-fault.js';

/** An error of Node, undici or Axios, as far as it is read. */
interface CodedError {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly cause?: unknown;
  readonly errors?: readonly CodedError[];
}

/** Node's codes for undici's codes, and for a name of undici's that has no code. */
const NODE_NAMES: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_SOCKET: 'ECONNRESET',
  HTTPParserError: 'INVALID_HTTP',
};

/** Returns Node's code for a code of undici's. */
export function nodeName(code: string): string {
  return NODE_NAMES[code] ?? code;
}

/** The progress of a request whose time ran out. */
interface RequestProgress {
  /** True once the request had a connection and was being written. */
  readonly begun: boolean;
  readonly route: { readonly proxy: { readonly shown: string } | null };
}

/** Returns the fault of an attempt that exceeded its timeout: `ETIMEDOUT` where no direct connection was made, else `TIMEOUT`. */
export function timeoutFault(timeoutMs: number, { begun, route }: RequestProgress): Fault {
  const message = `timeout of ${timeoutMs}ms exceeded`;
  if (begun) return { code: 'TIMEOUT', message };
  if (route.proxy)
    return { code: 'TIMEOUT', message: `${message} while waiting for the proxy ${route.proxy.shown}` };
  return { code: 'ETIMEDOUT', message: `${message} while connecting` };
}

/**
 * Returns the fault behind an error of the network, with the system's own code and sentence (`ENOTFOUND`, `getaddrinfo ENOTFOUND host`).
 * Unwraps the errors of Axios and of a connection that tried several addresses.
 */
export function toFault(error: unknown, connection: Connection = UNKNOWN_CONNECTION): Fault {
  const root = innermost(error as CodedError);
  const code = root.code ?? (root.name === 'HTTPParserError' ? root.name : 'ERROR');
  return { code: nodeName(code), message: tlsMessage(root, connection) ?? (root.message || code) };
}

function innermost(error: CodedError): CodedError {
  const inner = error.errors?.[0] ?? (error.message ? undefined : (error.cause as CodedError | undefined));
  if (inner) return innermost(inner);
  const cause = error.cause as CodedError | undefined;
  return cause?.code && cause.message ? innermost(cause) : error;
}
