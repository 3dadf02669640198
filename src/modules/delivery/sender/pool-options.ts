import type { ProxyRules } from '../../net/proxy-rules.js';
import type { TargetGuard } from '../../net/target-guard.js';
import type { ConnectLimits } from './connect-limits.js';
import type { TlsOptions } from './tls-options.js';

/** Largest size of an answer's headers, bytes: long policies and many cookies fit. */
const HEADER_LIMIT = 256 * 1024;

/** Largest message of a WebSocket, bytes, also inflated: it ends the connection beyond. */
const MESSAGE_LIMIT = 1024 * 1024;

/** Options of every pool of undici's. Its timeouts, which begin anew with every byte, are off: the sender bounds the attempt. */
export const POOL_OPTIONS = {
  headersTimeout: 0,
  bodyTimeout: 0,
  allowH2: false,
  pipelining: 1,
  maxHeaderSize: HEADER_LIMIT,
  webSocket: { maxPayloadSize: MESSAGE_LIMIT, maxFragments: 64 },
};

/** The settings of the routes with one set of TLS material. */
export interface EgressOptions {
  readonly rules: ProxyRules;
  readonly guard: TargetGuard;
  readonly limits: ConnectLimits;
  /** TLS options of connections to targets, also inside a tunnel. */
  readonly target: TlsOptions;
  /** TLS options of connections to a proxy. */
  readonly proxy: TlsOptions;
}
