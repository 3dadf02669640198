import { isIP } from 'node:net';
import { Pool, ProxyAgent, type buildConnector, type Dispatcher } from 'undici';
import type { Proxy } from '../../net/proxy-rules.js';
import type { ConnectLimits } from './connect-limits.js';
import { connector } from './connector.js';
import { anyTarget } from './target-resolver.js';
import { ProxyFault, refusedByProxy, silentProxy, unreachableProxy } from './proxy-fault.js';
import { POOL_OPTIONS, type EgressOptions } from './pool-options.js';

/** Timeout of a TLS handshake within a tunnel, ms, where the timeout of the attempt is longer. */
const HANDSHAKE_MS = 60_000;

type TunnelOptions = Dispatcher.ConnectOptions<null>;

/**
 * Makes a dispatcher through a proxy: `https://` targets through a tunnel (`CONNECT`), `http://` targets by requests with the whole
 * URL. A failed connection to the proxy, and its refusal of `CONNECT`, is a {@link ProxyFault}.
 */
export function proxyAgent(
  proxy: Proxy,
  { guard, limits, target, proxy: proxyTls }: Omit<EgressOptions, 'rules'>,
): Dispatcher {
  const { hasCertificate: _, ...tls } = target;
  const { hasCertificate: __, ...ownTls } = proxyTls;
  const connect = connectorTo(proxy, connector({ ...ownTls, allowH2: false }, anyTarget(guard), limits));
  const options = { ...POOL_OPTIONS, connect };
  return new ProxyAgent({
    ...POOL_OPTIONS,
    uri: proxy.origin,
    ...(proxy.authorization === null ? {} : { token: proxy.authorization }),
    requestTls: { ...tls, timeout: HANDSHAKE_MS, allowH2: false } as buildConnector.BuildOptions,
    clientFactory: (origin) => new TunnelPool(proxy, origin, options, limits),
    factory: (origin, given) =>
      new Pool(origin, isTo(proxy, origin) ? options : { ...POOL_OPTIONS, ...given }),
  });
}

/** True for a pool to the proxy itself, through which undici forwards requests; its pools to targets use tunnels. */
function isTo(proxy: Proxy, origin: string | URL): boolean {
  return new URL(origin).origin === new URL(proxy.origin).origin;
}

function connectorTo(proxy: Proxy, connect: buildConnector.connector): buildConnector.connector {
  return ({ servername = '', ...target }, callback) =>
    // TLS has no server names that are addresses; undici would pass one, and Node would print a warning.
    connect({ ...target, servername: isIP(servername) > 0 ? '' : servername }, (...[error, socket]) =>
      error === null ? callback(null, socket) : callback(unreachableProxy(proxy, error), null),
    );
}

/** Pools the connections to the proxy that become tunnels. */
class TunnelPool extends Pool {
  readonly #proxy: Proxy;
  readonly #limits: Pick<ConnectLimits, 'of'>;

  /** @param limits bound the time of the proxy's answer: undici's own limits leave `CONNECT` out */
  constructor(proxy: Proxy, origin: URL, options: Pool.Options, limits: Pick<ConnectLimits, 'of'>) {
    super(origin, options);
    this.#proxy = proxy;
    this.#limits = limits;
  }

  override async connect(options: TunnelOptions): Promise<Dispatcher.ConnectData<null>> {
    const tunnel = await this.#tunnel(options);
    const { statusCode, socket } = tunnel;
    if (statusCode >= 200 && statusCode < 300) return { ...tunnel, statusCode: 200 };
    socket.on('error', () => undefined).destroy();
    throw refusedByProxy(this.#proxy, statusCode);
  }

  async #tunnel(options: TunnelOptions): Promise<Dispatcher.ConnectData<null>> {
    const abort = new AbortController();
    const limitMs = this.#limits.of(this.#proxy.origin);
    const overdue = setTimeout(() => abort.abort(silentProxy(this.#proxy, limitMs)), limitMs);
    try {
      return await super.connect({ ...options, signal: abort.signal });
    } catch (error) {
      throw error instanceof ProxyFault ? error : unreachableProxy(this.#proxy, error);
    } finally {
      clearTimeout(overdue);
    }
  }
}
