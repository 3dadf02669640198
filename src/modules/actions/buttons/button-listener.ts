import type { EndpointSource } from '../links/button-source.js';
import type { TlsMaterial } from '../../net/tls-material.js';
import type { ListenerStatus } from './listener-status.js';

/** The bot or app of a listener, and the way of requests to it. */
export interface ListenerTarget extends EndpointSource {
  /** True where the address comes from the operator's own configuration, so that it may be in a private network. */
  readonly trusted: boolean;
  /** Certificates of requests to the platform; null: the gateway's own. */
  readonly tls: TlsMaterial | null;
}

/** Hears of presses at one bot or app. */
export interface ButtonListener {
  readonly status: ListenerStatus;
  /** Listens until the signal is aborted; resolves when all is ended. Never rejects. */
  run(signal: AbortSignal): Promise<void>;
}
