import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { adapterOf, isOnPlatform, maskUrl } from '../../../adapters/registry.js';
import { GatewayConfig } from '../../config/gateway-config.js';
import { SecretKey } from '../../config/secret-key.js';
import type { Endpoint, RateLimit, RetryPolicy } from '../../model/endpoint.js';
import type { Links } from '../../model/message-options.js';
import { GatewayError } from '../../model/gateway-error.js';
import { conversationOf } from './conversation-mode.js';
import type { Definition, Settings } from './definition.js';
import { messageOptionsOf } from '../presentation/message-options.js';
import { payloadOf } from '../presentation/payload.dto.js';
import { batchOf } from '../batch/batch-of.js';
import { digestOf } from '../digest/digest-of.js';
import { quietOf } from '../quiet/quiet-of.js';
import { optionsOf } from './options.js';

/** The facts about an endpoint beside its definition: its names, its source, and whether it gets deliveries. */
export type EndpointState = Pick<
  Endpoint,
  'id' | 'webhookId' | 'source' | 'trusted' | 'disabled' | 'pausedAt'
>;

interface Made {
  readonly state: EndpointState;
  readonly endpoint: Endpoint;
}

/** Makes every endpoint that the gateway uses. What a definition leaves out follows the settings of the gateway. */
@Injectable()
export class EndpointFactory {
  constructor(
    private readonly config: GatewayConfig,
    private readonly key: SecretKey,
  ) {}

  #fileLinks: Partial<Links> = {};
  /** The endpoint that was made last of each definition. */
  #made = new WeakMap<Definition, Made>();

  /**
   * Takes over the links of the configuration file, for all endpoints that are made from now on; those of the environment win.
   * Returns false where nothing changes.
   */
  useFileLinks(links: Partial<Links>): boolean {
    if (isDeepStrictEqual(links, this.#fileLinks)) return false;
    this.#fileLinks = links;
    this.#made = new WeakMap();
    return true;
  }

  /** The addresses to which messages lead. */
  get links(): Links {
    const { console, job } = this.config.links;
    return { console, job: job ?? this.#fileLinks.job ?? null };
  }

  /**
   * Makes the endpoint of a definition, or gives the one that it made before where neither has changed: each change of one endpoint
   * composes all of them.
   *
   * @throws GatewayError `unknown_adapter`
   */
  build(definition: Definition, state: EndpointState): Endpoint {
    const before = this.#made.get(definition);
    if (before && isDeepStrictEqual(before.state, state)) return before.endpoint;
    const endpoint = this.#make(definition, state);
    this.#made.set(definition, { state, endpoint });
    return endpoint;
  }

  #make({ adapter, settings, secrets }: Definition, state: EndpointState): Endpoint {
    const kind = adapterOf(adapter);
    if (!kind) throw new GatewayError('unknown_adapter', `There is no adapter ${adapter}.`);
    const { config } = this;
    const url = new URL(secrets.url);
    const { secret } = this.key;
    const { rate_limit: limit } = settings;
    const own = limit
      ? { max: limit.max, windowMs: limit.window_ms }
      : slower(config.rateLimit, kind.usualRate);
    const { previous } = secrets;
    const onPlatform = isOnPlatform(kind, url);
    const message = messageOptionsOf(settings.message, config.message);
    const ordering = settings.ordering ?? config.ordering ?? kind.ordering;
    return {
      ...state,
      name: settings.name ?? state.webhookId,
      url: secrets.url,
      maskedUrl: maskUrl(adapter, secrets.url),
      adapter,
      options: optionsOf(kind, { ...settings.options, ...secrets.options }, url).options,
      events: settings.events ?? config.events,
      filter: settings.filter ?? null,
      headers: secrets.headers ?? {},
      timeoutMs: settings.timeout_ms ?? config.timeoutMs,
      retry: retryOf(settings, config.retry),
      rateLimits: [own, ...(onPlatform ? kind.rateLimits : [])],
      concurrency: Math.min(
        settings.concurrency ?? config.concurrency,
        (onPlatform && kind.maxConcurrency) || Infinity,
      ),
      ordering,
      conversation: conversationOf(kind, settings.conversation, { ordering, onPlatform }),
      announce: settings.announce ?? 'failure',
      quiet: settings.quiet ? quietOf(settings.quiet, message.zone) : null,
      digest: digestOf(kind, settings.digest ?? (config.digest === 'off' ? 'off' : undefined), message.zone),
      batch: batchOf(kind, settings.batch, settings.payload),
      secret: secrets.secret ?? secret,
      previousSecret: previous ? { secret: previous.secret ?? secret, until: previous.until } : null,
      signingKey: secrets.signing_key ?? null,
      previousSigningKey: secrets.previous_signing_key ?? null,
      tls: secrets.tls ?? null,
      message,
      payload: kind.presents === 'payload' ? payloadOf(settings.payload) : 'gateway',
      links: this.links,
    };
  }
}

/** Picks the rate limit that lets less through in the long run. */
function slower(one: RateLimit, other: RateLimit = one): RateLimit {
  return other.max / other.windowMs < one.max / one.windowMs ? other : one;
}

/** An endpoint's own number of retries replaces the gateway's schedule too. */
function retryOf(settings: Settings, retry: RetryPolicy): RetryPolicy {
  const { max_retries: maxRetries, retry_schedule_ms: schedule, ttl_ms: ttlMs } = settings;
  return {
    ...retry,
    maxRetries: maxRetries ?? retry.maxRetries,
    schedule: schedule ?? (maxRetries === undefined ? retry.schedule : null),
    ttlMs: ttlMs ?? retry.ttlMs,
  };
}
