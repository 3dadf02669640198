import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Conversation, Target } from '../../../adapters/adapter.js';
import { BUILT_IN, eventTypeOf } from '../../../adapters/catalogue/catalogue.js';
import { adapterOf } from '../../../adapters/registry.js';
import { isSecretOption } from '../../../adapters/secret-options.js';
import type { ActionLink } from '../../model/action.js';
import { withoutActionTokens } from '../../model/action-token.js';
import type { BatchFormat } from '../../model/batch.js';
import { BoundedMap } from '../../model/bounded-map.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { EventType } from '../../model/event-type.js';
import { getOrMake } from '../../model/get-or-make.js';
import { MASK } from '../../model/mask.js';
import { NO_NAMES, type ValueNames } from '../../model/value-names.js';
import { DEFAULT_MESSAGE, NO_LINKS } from '../../model/message-options.js';

const DIGEST_LENGTH = 12;

/** The parts of a request that one message alone has. */
interface OfMessage {
  readonly conversation?: Conversation | undefined;
  readonly actionLinks?: readonly ActionLink[] | undefined;
}

/** Length from which the inputs of a body are stored compressed, UTF-16 units. */
const COMPRESSED_FROM = 512;
/** Longest record of a body's inputs, UTF-16 units: with each attempt one is stored. Of longer ones the digest alone is. */
const RECORD_MAX = 8 * 1024;

/** The names of the gateway; see `Identity`. */
interface Names {
  readonly source: string;
  readonly brand: string;
}

/** The gateway's own part of a request; see `Identity`. */
interface Sender extends Names {
  readonly names: ValueNames;
}

/** The parts of a target that form a message beside the adapter's options. Absent parts are the defaults. */
interface Presented {
  /** Display name of the endpoint, where it is another than the public one. */
  readonly name?: string;
  readonly message?: Partial<Endpoint['message']>;
  readonly payload?: Endpoint['payload'];
  readonly links?: Endpoint['links'];
  /** Form of the batches that the event is sent in. */
  readonly batch?: BatchFormat;
  /** Texts of the event type, where they are not the built-in ones. */
  readonly type?: Partial<EventType>;
  /** The operator's names of values. */
  readonly names?: ValueNames;
  /** The message of the job that the request continued. */
  readonly conversation?: Conversation;
  /** Actions of the message, their tokens masked. */
  readonly actionLinks?: readonly ActionLink[];
}

/** The inputs of a body, besides its event and the ids of its delivery. */
export interface RequestFingerprint extends Names {
  readonly adapter: string;
  readonly options: object;
  readonly presented: Presented;
}

/**
 * The fingerprints of endpoints by event type. Endpoints and the entries of the catalogue are replaced with every change, so
 * each fingerprint is made once.
 */
const fingerprints = new WeakMap<Endpoint, BoundedMap<string, Kept>>();

/** A fingerprint with the parts of the catalogue that it was made of. */
interface Kept {
  readonly type: EventType;
  readonly names: ValueNames;
  readonly form: string;
}

/** Event types of one endpoint whose fingerprints are remembered; senders choose the names of types. */
const TYPES_MAX = 200;

/**
 * Returns the fingerprint of an endpoint's requests for events of a type, which is recorded with each attempt: a digest of all inputs
 * besides the event, and the inputs of the body as far as they are no defaults, so that the body can be made again after the endpoint or
 * the catalogue has changed. Secret options are masked in them. Where they are too long, the fingerprint is the digest alone.
 */
export function fingerprintOf(
  endpoint: Endpoint,
  type: EventType,
  sender: Sender,
  { conversation, actionLinks }: OfMessage = {},
): string {
  // Each request of a conversation is one of its own; actions depend on the event.
  if (conversation || actionLinks) return made(endpoint, type, sender, { conversation, actionLinks });
  const forms = getOrMake(fingerprints, endpoint, () => new BoundedMap(TYPES_MAX));
  // Types that do not form the body share one fingerprint.
  const key = isEnvelope(endpoint) ? '' : type.type;
  const known = forms.get(key);
  if (known && (key === '' || (known.type === type && known.names === sender.names))) return known.form;
  const form = made(endpoint, type, sender);
  forms.set(key, { type, names: sender.names, form });
  return form;
}

/** True where an application gets the gateway's own envelope, which no text of a type and no option of a message forms. */
function isEnvelope({ adapter, payload }: Pick<Endpoint, 'adapter' | 'payload'>): boolean {
  return payload === 'gateway' && adapterOf(adapter)?.presents === 'payload';
}

function made(
  endpoint: Endpoint,
  type: EventType,
  { source, brand, names }: Sender,
  { conversation, actionLinks }: OfMessage = {},
): string {
  const { adapter, url, options, headers, secret, previousSecret } = endpoint;
  const format = versionOf(adapter);
  const presented = {
    ...presentedBy(endpoint, type, names),
    ...(conversation && { conversation }),
    ...masked(actionLinks),
  };
  const { signingKey, previousSigningKey } = endpoint;
  const pairs = signingKey === null ? [] : [signingKey, previousSigningKey];
  const parts = [format, source, brand, adapter, url, options, headers, secret, previousSecret, ...pairs];
  const digest = createHash('sha256')
    .update(JSON.stringify(isEmpty(presented) ? parts : [...parts, presented]))
    .digest('base64url')
    .slice(0, DIGEST_LENGTH);
  const inputs = [
    format,
    adapter,
    source,
    brand,
    withoutSecretOptions(adapter, options),
    ...(isEmpty(presented) ? [] : [presented]),
  ];
  const record = recordOf(JSON.stringify(inputs));
  return record.length > RECORD_MAX ? digest : digest + record;
}

function versionOf(adapter: string): number {
  return adapterOf(adapter)?.version ?? 0;
}

/** Masks the secret options: a body that is made again shows the mask in their place, as every shown body does. */
function withoutSecretOptions(adapter: string, options: object): object {
  const kind = adapterOf(adapter);
  if (!kind || kind.secretOptions.length === 0) return options;
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, isSecretOption(kind, name) ? MASK : value]),
  );
}

/** Returns the inputs of an attempt's body; null where they were not recorded, or where the adapter's format has changed since. */
export function parseFingerprint(form: string | null | undefined): RequestFingerprint | null {
  if (!form || form.length <= DIGEST_LENGTH) return null;
  const record = form.slice(DIGEST_LENGTH);
  const text = record.startsWith('[')
    ? record
    : inflateRawSync(Buffer.from(record, 'base64url')).toString('utf8');
  const [format, adapter, source, brand, options, presented = {}] = JSON.parse(text) as [
    number,
    string,
    string,
    string,
    object,
    Presented?,
  ];
  return format === versionOf(adapter) ? { adapter, source, brand, options, presented } : null;
}

/** Completes the recorded parts of a target with the defaults. */
export function presentationFrom(
  { name, message, payload, links, type, names, conversation, actionLinks }: Presented,
  webhookId: string,
  eventType: string,
): Pick<
  Target,
  'endpointName' | 'message' | 'payload' | 'links' | 'type' | 'names' | 'conversation' | 'actionLinks'
> {
  return {
    endpointName: name ?? webhookId,
    message: { ...DEFAULT_MESSAGE, ...message },
    payload: payload ?? 'gateway',
    links: links ?? NO_LINKS,
    type: { ...eventTypeOf(BUILT_IN, eventType), ...type },
    names: names ?? NO_NAMES,
    ...(conversation && { conversation }),
    ...(actionLinks && { actionLinks }),
  };
}

function masked(links: readonly ActionLink[] | undefined): Pick<Presented, 'actionLinks'> {
  if (!links) return {};
  const actionLinks = links.map(({ button, ...link }) => ({
    ...link,
    url: withoutActionTokens(link.url),
    ...(button === undefined ? {} : { button: withoutActionTokens(button) }),
  }));
  return { actionLinks };
}

/** Gathers the parts that form the messages of an endpoint; none where an application gets the gateway's own envelope. */
function presentedBy(endpoint: Endpoint, type: EventType, names: ValueNames): Presented {
  const { webhookId, name, message, payload, links, batch } = endpoint;
  const batched = batch ? { batch: batch.format } : {};
  if (isEnvelope(endpoint)) return batched;
  const own = payload === 'gateway' ? {} : { payload };
  const changed = changedParts(message, DEFAULT_MESSAGE);
  return {
    ...own,
    ...batched,
    ...(name === webhookId ? {} : { name }),
    ...(isEmpty(changed) ? {} : { message: changed }),
    ...(isDeepStrictEqual(links, NO_LINKS) ? {} : { links }),
    ...typeParts(type),
    ...(isEmpty(names) ? {} : { names }),
  };
}

function typeParts({
  schema: _schema,
  onMismatch: _policy,
  description: _text,
  ...texts
}: EventType): Presented {
  const type = changedParts(texts, eventTypeOf(BUILT_IN, texts.type));
  return isEmpty(type) ? {} : { type };
}

function changedParts<T extends object>(parts: T, defaults: T): Partial<T> {
  const changed = Object.entries(parts).filter(
    ([name, part]) => !isDeepStrictEqual(part, Reflect.get(defaults, name)),
  );
  return Object.fromEntries(changed) as Partial<T>;
}

function isEmpty(parts: object): boolean {
  return Object.keys(parts).length === 0;
}

function recordOf(inputs: string): string {
  return inputs.length < COMPRESSED_FROM ? inputs : deflateRawSync(inputs).toString('base64url');
}
