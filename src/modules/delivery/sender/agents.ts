import { Agent, buildConnector, type Dispatcher } from 'undici';
import type { GatewayConfig } from '../../config/gateway-config.js';
import type { TargetGuard } from '../../net/target-guard.js';
import { guardedConnector } from './guarded-connector.js';
import { tapped } from './status-tap.js';

/** Bounds what a target may announce before its body, bytes: long policies and many cookies have room. */
const HEADER_LIMIT = 256 * 1024;
/** A connect is given up after the deadline of an attempt, and not before so many ms. */
const CONNECT_MIN_MS = 5_000;

/** Two ways out: to where the operator's own configuration points, and to wherever somebody else's URL points. */
export class Agents {
  readonly trusted: Dispatcher;
  readonly guarded: Dispatcher;

  constructor({ timeoutMs }: Pick<GatewayConfig, 'timeoutMs'>, guard: TargetGuard) {
    const connect = { timeout: Math.max(timeoutMs, CONNECT_MIN_MS), allowH2: false };
    // Deadlines are the sender's: undici's own, which start anew with every byte, are off.
    const options = {
      headersTimeout: 0,
      bodyTimeout: 0,
      allowH2: false,
      pipelining: 1,
      maxHeaderSize: HEADER_LIMIT,
    };
    this.trusted = new Agent({ ...options, connect: tapped(buildConnector(connect)) });
    this.guarded = new Agent({ ...options, connect: tapped(guardedConnector(connect, guard)) });
  }

  async destroy(): Promise<void> {
    await Promise.all([this.trusted.destroy(), this.guarded.destroy()]);
  }
}
