import { Agent, type Dispatcher } from 'undici';
import type { GatewayConfig } from '../../config/gateway-config.js';
import type { TargetGuard } from '../../net/target-guard.js';
import { ConnectLimits } from './connect-limits.js';
import { connector, type Directions } from './connector.js';

/** Bounds what a target may announce before its body, bytes. */
const HEADER_LIMIT = 16 * 1024;

/** Two ways out: to where the operator's own configuration points, and to wherever somebody else's URL points. */
export class Agents {
  readonly trusted: Dispatcher;
  readonly guarded: Dispatcher;
  readonly connectLimits: ConnectLimits;

  constructor({ timeoutMs }: Pick<GatewayConfig, 'timeoutMs'>, guard: TargetGuard) {
    this.connectLimits = new ConnectLimits(timeoutMs);
    // Deadlines are the sender's: undici's own, which start anew with every byte, are off.
    const options = {
      headersTimeout: 0,
      bodyTimeout: 0,
      allowH2: false,
      pipelining: 1,
      maxHeaderSize: HEADER_LIMIT,
    };
    const tls = { allowH2: false };
    this.trusted = new Agent({ ...options, connect: connector(tls, anywhere(guard), this.connectLimits) });
    this.guarded = new Agent({ ...options, connect: connector(tls, publicOnly(guard), this.connectLimits) });
  }

  async destroy(): Promise<void> {
    this.connectLimits.stopAll();
    await Promise.all([this.trusted.destroy(), this.guarded.destroy()]);
  }
}

/** Wherever the operator's own configuration points. */
function anywhere({ names }: TargetGuard): Directions {
  return {
    refusal: () => null,
    resolve: (hostname) => names.resolve(hostname),
    forget: (hostname) => names.forget(hostname),
  };
}

/** Public addresses and allowed networks: ports, literal addresses and every address of a name are judged. */
function publicOnly(guard: TargetGuard): Directions {
  return {
    refusal: (hostname, port) => guard.refusal(hostname, port),
    resolve: (hostname) => guard.resolve(hostname),
    forget: (hostname) => guard.names.forget(hostname),
  };
}
