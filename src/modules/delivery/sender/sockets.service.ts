import { Injectable } from '@nestjs/common';
import type { Fault } from '../../model/outcome.js';
import type { TlsMaterial } from '../../net/tls-material.js';
import { Agents } from './agents.js';
import { toFault } from './fault.js';
import { throughProxy } from './proxy-fault.js';
import { TextSocket, type SocketWatcher } from './text-socket.js';

/** The address of a WebSocket, with the headers and the TLS material for it. */
export interface SocketTarget {
  /** `wss:`, or `ws:`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** True where the address comes from the operator's own configuration, so that it may be in a private network. */
  readonly trusted: boolean;
  /** The endpoint's own; null: the gateway's. */
  readonly tls: TlsMaterial | null;
}

/** Opens WebSockets to targets by the routes that requests take: through the guard and the proxies, with the same certificates. */
@Injectable()
export class Sockets {
  constructor(private readonly agents: Agents) {}

  /** Opens a WebSocket. Whatever goes wrong is told by `watcher.closed`, also where the target is forbidden. */
  open({ url, headers, trusted, tls }: SocketTarget, watcher: SocketWatcher): TextSocket | null {
    const origin = new URL(url).origin.replace(/^ws/, 'http');
    try {
      const route = this.agents.route(origin, trusted, tls);
      const connection = { secure: url.startsWith('wss:'), hasCertificate: route.hasCertificate };
      const faultOf = (error: Error): Fault => toFault(throughProxy(route.proxy, origin, error), connection);
      return new TextSocket(url, { dispatcher: route.dispatcher, headers: { ...headers }, faultOf }, watcher);
    } catch (error) {
      watcher.closed(toFault(error));
      return null;
    }
  }
}
