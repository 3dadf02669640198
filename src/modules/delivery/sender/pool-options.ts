import type { ProxyRules } from '../../net/proxy-rules.js';
import type { TargetGuard } from '../../net/target-guard.js';
import type { ConnectLimits } from './connect-limits.js';
import type { TlsOptions } from './tls-options.js';

/** Bounds what a target may announce before its body, bytes: long policies and many cookies have room. */
const HEADER_LIMIT = 256 * 1024;

/** Deadlines are the sender's: undici's own, which start anew with every byte, are off. */
export const POOL_OPTIONS = {
  headersTimeout: 0,
  bodyTimeout: 0,
  allowH2: false,
  pipelining: 1,
  maxHeaderSize: HEADER_LIMIT,
};

export interface WaysOptions {
  readonly rules: ProxyRules;
  readonly guard: TargetGuard;
  readonly limits: ConnectLimits;
  /** For connections to targets, also inside a tunnel. */
  readonly target: TlsOptions;
  /** For connections to a proxy. */
  readonly proxy: TlsOptions;
}
