import { identityHeaders, signatureHeaders } from '../../../adapters/signature.js';
import type { Adapter, Banner, FormattedRequest, Target, TextFault } from '../../../adapters/adapter.js';
import type { ActionLink } from '../../model/action.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { RequestMethod } from '../../model/request-method.js';
import type { TraceContext } from '../../model/trace-context.js';
import { traceHeaders } from '../../tracing/trace-context.js';
import type { PendingHandshake, SignedRequest } from '../sender/sender.service.js';
import type { RequestIdentity } from './identity.service.js';

/** A request that is ready to be sent, with what its adapter tells of the message. */
export interface PreparedRequest extends SignedRequest {
  readonly method: RequestMethod;
  /** The notification that devices show; null where they show none. */
  readonly banner: Banner | null;
  /** Templates that failed: built-in texts stand in their place. */
  readonly faults: readonly TextFault[];
  /** Why no request is made of the event, as a sentence; null where it is sent. */
  readonly unsent: string | null;
  /** Actions of the message; absent where it has none. */
  readonly actionLinks?: readonly ActionLink[] | undefined;
}

const NO_FAULTS: readonly TextFault[] = [];
const NO_KEYS: readonly string[] = [];

/** The gateway's own part of a request. */
export interface RequestOrigin {
  readonly identity: RequestIdentity;
  /** Timestamp of the signature, Unix ms. */
  readonly now: number;
  readonly trace?: TraceContext | undefined;
}

/** The parts that turn a message into a request. */
export interface Signing {
  readonly adapter: Adapter;
  readonly target: Target;
  readonly endpoint: Endpoint;
  readonly origin: RequestOrigin;
  /** Names for the headers. */
  readonly names: { readonly eventType: string; readonly deliveryId: string };
  /** Largest part of the answer's body that is read, bytes, where all of it is needed; absent: as the adapter has it. */
  readonly bodyLimit?: number;
}

/** Adds the gateway's headers to the message of an adapter and, where the adapter is signed, the signature. */
export function signed(
  message: FormattedRequest,
  { adapter, target, endpoint, origin, names, bodyLimit }: Signing,
): PreparedRequest {
  const { identity, now, trace } = origin;
  const { brand } = identity;
  const ids = identityHeaders({ brand, ...names });
  const signature = adapter.signed
    ? signatureHeaders({
        brand,
        body: message.body,
        secret: endpoint.secret,
        previousSecret: previousSecretAt(endpoint, now),
        signingKeys: signingKeysAt(endpoint, now),
        deliveryId: names.deliveryId,
        timestampSeconds: Math.floor(now / 1000),
      })
    : {};
  // Only applications get trace headers: a chat platform takes no part in the operator's traces.
  const traced = adapter.signed && trace ? traceHeaders(trace) : undefined;
  return {
    method: message.method,
    url: message.url,
    // A mail has headers of its own, which stand in its body.
    headers: message.mail ? {} : { Accept: '*/*', ...message.headers, ...ids, ...signature, ...traced },
    body: message.body,
    trusted: endpoint.trusted,
    tls: endpoint.tls,
    needsBody: adapter.needsBody || bodyLimit !== undefined,
    ...(bodyLimit !== undefined && { bodyLimit }),
    mail: message.mail,
    handshake: handshakeFor(adapter, target, endpoint, ids),
    banner: message.banner ?? null,
    faults: message.faults ?? NO_FAULTS,
    unsent: message.unsent ?? null,
    actionLinks: target.actionLinks,
  };
}

/** Makes the request for permission where the target is asked for it; it has no signature, for it has no body. */
function handshakeFor(
  adapter: Adapter,
  target: Target,
  endpoint: Endpoint,
  ids: Readonly<Record<string, string>>,
): PendingHandshake | undefined {
  const handshake = adapter.handshake?.(target);
  if (!handshake) return undefined;
  const { 'User-Agent': agent = '' } = ids;
  const headers = { Accept: '*/*', ...handshake.headers, 'User-Agent': agent };
  return { ...handshake, headers, owner: endpoint, endpointId: endpoint.id };
}

/** Lists the private keys of Ed25519 that sign at `now` (Unix ms). */
function signingKeysAt({ signingKey, previousSigningKey: before }: Endpoint, now: number): readonly string[] {
  if (signingKey === null) return NO_KEYS;
  return before && before.until > now ? [signingKey, before.secret] : [signingKey];
}

/** Returns the replaced key while it still signs at `now` (Unix ms); null after that. */
function previousSecretAt({ previousSecret }: Endpoint, now: number): string | null {
  return previousSecret && previousSecret.until > now ? previousSecret.secret : null;
}
