import type { TlsMaterial } from '../../net/tls-material.js';
import type { PreviousSecret } from '../../model/endpoint.js';
import type { StoredPayload } from '../presentation/payload.dto.js';
import type { EndpointRequest } from './endpoint.dto.js';

type Chosen<Request> = { readonly [Name in keyof Request]?: NonNullable<Request[Name]> };

/** The settings of an endpoint that are free of secrets; what is missing follows the gateway's own. Stored as JSON. */
export type Settings = Chosen<
  Omit<EndpointRequest, 'adapter' | 'headers' | 'payload' | 'secret' | 'signing_key' | 'tls' | 'url'>
> & {
  /** Absent: the gateway's own envelope. */
  readonly payload?: StoredPayload;
};

/** The part of a definition that is stored encrypted. */
export interface Secrets {
  /** Normalised by the adapter. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, unknown>>;
  /** The endpoint's own signing key; without it the gateway's signs. */
  readonly secret?: string;
  /** Authorities and client certificate of its own; without it the gateway's. */
  readonly tls?: TlsMaterial;
  /** Private key of Ed25519 that signs too: `whsk_…`. */
  readonly signing_key?: string;
  /** The key before, which signs too until then, Unix ms. */
  readonly previous_signing_key?: PreviousSecret;
  /** A replaced key that signs too until then, Unix ms. Null stands for the gateway's own. */
  readonly previous?: { readonly secret: string | null; readonly until: number };
}

/** An endpoint in clear, as its source describes it: the environment, the file or the API. */
export interface Definition {
  readonly adapter: string;
  readonly settings: Settings;
  readonly secrets: Secrets;
}
