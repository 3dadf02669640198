import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { adapterOf } from '../../adapters/registry.js';
import { Clock } from '../model/clock.js';
import { newSigningKey } from '../model/ed25519.js';
import { parseJson } from '../model/exact-json.js';
import { GatewayError } from '../model/gateway-error.js';
import { Refusal } from '../model/refusal.js';
import { SECRET_PREFIX } from '../config/parse-keys.js';
import type { StoredDefinition } from '../store/definition-store.js';
import { DeliveryQueue } from '../store/delivery-queue.js';
import type { KnownDefinition } from './definitions/definition-cache.service.js';
import type { Definition, Settings } from './definitions/definition.js';
import { GENERATE } from './definitions/field-rules.js';
import { OVERLAP_MS, signingOn } from './definitions/overlap.js';
import { urlWarnings } from './definitions/url-warnings.js';
import type { EndpointRequest } from './definitions/endpoint.dto.js';
import { originChange, type OriginChange } from './definitions/moved-origin.js';
import { DefinitionWriter } from './definitions/definition-writer.service.js';
import { EndpointDrafts } from './endpoint-drafts.service.js';
import { EndpointLookup } from './endpoint-lookup.service.js';

/** Number of times that a change is made anew because another was written first. */
const TRIES = 5;

/** An endpoint after a change. */
interface Changed {
  readonly id: string;
  /** Sentences about a URL that may not be meant. */
  readonly warnings: readonly string[];
}

interface Moved extends Changed {
  /** Null where the endpoint goes to the same server as before. */
  readonly origin: OriginChange | null;
}

interface Created extends Changed {
  readonly secret: string | null;
}

interface Rotation {
  /** The new key; null: one is made. */
  readonly secret: string | null;
  /** Time for which the old key still signs, ms; null: as long as is usual. */
  readonly overlapMs: number | null;
}

/** Changes endpoints of the API as operators ask for it. Refusals name the fields. */
@Injectable()
export class EndpointCommands {
  readonly #logger = new Logger('Webhooks');

  constructor(
    private readonly lookup: EndpointLookup,
    private readonly drafts: EndpointDrafts,
    private readonly writer: DefinitionWriter,
    private readonly queue: DeliveryQueue,
    private readonly clock: Clock,
  ) {}

  /** Resolves with the id, and the signing key in clear if the endpoint has one of its own: this once. */
  async create(request: EndpointRequest): Promise<Created> {
    const definition = withSecret(await this.drafts.defineGuarded(request, null), request);
    const [id] = await this.writer.write([{ source: 'api', definition, stored: null }]);
    const { webhookId, adapter, maskedUrl } = this.lookup.find(id!);
    this.#logger.log(`➕ Webhook ${webhookId} was added: ${adapter} ${maskedUrl}`);
    const warnings = urlWarnings(request, definition);
    return { id: id!, secret: definition.secrets.secret ?? null, warnings };
  }

  async update(id: string, request: EndpointRequest): Promise<Moved> {
    let origin: OriginChange | null = null;
    const { stored } = await this.#change(id, async (known) => {
      if (!known.definition && !request.url)
        throw Refusal.unprocessable([
          { field: 'url', message: 'url is required: the one stored cannot be decrypted.' },
        ]);
      const definition = await this.drafts.defineGuarded(request, known.definition ?? withoutSecrets(known));
      origin = originChange(known.definition, definition);
      return definition;
    });
    this.#logger.log(`✏️ Webhook ${stored.webhookId} was changed`);
    const { definition } = this.lookup.findWritable(stored.id);
    return { id: stored.id, warnings: definition ? urlWarnings(request, definition) : [], origin };
  }

  /** Resolves with the new key. The same key again, as after an answer that was lost, leaves the overlap as it is. */
  async rotate(id: string, { secret, overlapMs }: Rotation): Promise<string> {
    const made = secret ?? newSecret();
    const now = this.clock.now();
    const { stored } = await this.#change(id, ({ definition, stored }) => {
      if (definition && adapterOf(definition.adapter)?.signed) {
        if (definition.secrets.secret !== made)
          return rotated(definition, made, now + (overlapMs ?? OVERLAP_MS));
        return overlapMs !== null ? overlapUntil(definition, now + overlapMs) : definition;
      }
      throw Refusal.conflict(`${stored.webhookId} is not signed: it has no secret to rotate.`);
    });
    this.#logger.log(`🔑 The secret of webhook ${stored.webhookId} was rotated`);
    return made;
  }

  /** Gives an endpoint a new private key of Ed25519, or its first; the one before signs too for a while. */
  async rotateSigningKey(id: string, { secret, overlapMs }: Rotation): Promise<void> {
    const made = secret === null || secret === GENERATE ? newSigningKey() : secret;
    const until = this.clock.now() + (overlapMs ?? OVERLAP_MS);
    const { stored } = await this.#change(id, ({ definition, stored }) => {
      if (!definition || !adapterOf(definition.adapter)?.signed)
        throw Refusal.conflict(`${stored.webhookId} is not signed: it has no key to rotate.`);
      const { signing_key: before } = definition.secrets;
      if (before === made) return definition;
      const previous = before === undefined ? {} : { previous_signing_key: { secret: before, until } };
      return { ...definition, secrets: { ...definition.secrets, signing_key: made, ...previous } };
    });
    this.#logger.log(`🔑 The signing key of webhook ${stored.webhookId} was rotated`);
  }

  /** Resolves with how many pending deliveries were cancelled; the history of the endpoint stays. */
  async remove(id: string): Promise<number> {
    const { stored } = this.lookup.findWritable(id);
    await this.writer.write([], [stored.id]);
    this.#logger.warn(`➖ Webhook ${stored.webhookId} was removed by an operator`);
    return this.#cancelPending(stored);
  }

  /** Cancels what is pending. The endpoint is gone even where this fails: the sweep of removed endpoints cancels the rest. */
  async #cancelPending({ id, webhookId }: StoredDefinition): Promise<number> {
    try {
      return await this.queue.cancelPending(id, 'endpoint_removed');
    } catch (error) {
      const { message } = error as Error;
      this.#logger.warn(`Pending deliveries of webhook ${webhookId} are not cancelled yet: ${message}`);
      return 0;
    }
  }

  /** Writes the changed definition, made anew where another change came first; nothing where `change` gives it back. */
  async #change(
    id: string,
    change: (known: KnownDefinition) => Definition | Promise<Definition>,
  ): Promise<KnownDefinition> {
    for (let tries = 1; ; tries++) {
      const known = this.lookup.findWritable(id);
      const definition = await change(known);
      if (definition === known.definition) return known;
      try {
        await this.writer.write([{ source: 'api', definition, stored: known.stored }]);
        return known;
      } catch (error) {
        const overtaken = error instanceof GatewayError && error.code === 'changed_meanwhile';
        if (!overtaken) throw error;
        if (tries === TRIES) throw Refusal.conflict(error.message);
      }
    }
  }
}

/** Reads the part of a definition that is not encrypted. */
function withoutSecrets({ stored: { adapter, settings } }: KnownDefinition): Definition {
  return { adapter, settings: parseJson(settings) as Settings, secrets: { url: '' } };
}

/** Ends the overlap then; one that ends earlier stays as it is. */
function overlapUntil(definition: Definition, until: number): Definition {
  const { previous } = definition.secrets;
  if (!previous || previous.until <= until) return definition;
  return signingOn(definition, { ...previous, until });
}

function rotated(definition: Definition, secret: string, until: number): Definition {
  const { secret: replaced = null } = definition.secrets;
  const renewed = { ...definition, secrets: { ...definition.secrets, secret } };
  return signingOn(renewed, { secret: replaced, until });
}

/** Adds a new signing key where the request says nothing of one and the target verifies signatures. */
function withSecret(definition: Definition, request: EndpointRequest): Definition {
  const wanted = request.secret === undefined && adapterOf(definition.adapter)?.signed === true;
  return wanted ? { ...definition, secrets: { ...definition.secrets, secret: newSecret() } } : definition;
}

/** `whsec_` and 32 random bytes in base64. */
function newSecret(): string {
  return SECRET_PREFIX + randomBytes(32).toString('base64');
}
