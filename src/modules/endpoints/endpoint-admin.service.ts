import { ConflictException, Injectable, Logger } from '@nestjs/common';
import { adapterOf } from '../../adapters/registry.js';
import { Clock } from '../model/clock.js';
import { parseJson } from '../model/exact-json.js';
import { GatewayError } from '../model/gateway-error.js';
import type { StoredDefinition } from '../store/definition-store.js';
import { DeliveryQueue } from '../store/delivery-queue.js';
import type { KnownDefinition } from './definitions/defined-endpoints.service.js';
import type { Definition, Settings } from './definitions/definition.js';
import { OVERLAP_MS, signingOn } from './definitions/overlap.js';
import { urlWarnings } from './definitions/url-warnings.js';
import type { EndpointRequest } from './definitions/endpoint.dto.js';
import { originChange, type OriginChange } from './definitions/moved-origin.js';
import { EndpointWriter } from './definitions/endpoint-writer.service.js';
import type { RotateRequest } from './endpoint-actions.dto.js';
import { unprocessable } from '../http/field-faults.js';
import { EndpointDesk, newSecret } from './endpoint-desk.service.js';

/** How often a change is made anew from what another has written meanwhile. */
const TRIES = 5;

/** An endpoint after a change. */
interface Changed {
  readonly id: string;
  /** Sentences about what may not be meant. */
  readonly warnings: readonly string[];
}

interface Moved extends Changed {
  /** Null where the endpoint goes to the same server as before. */
  readonly origin: OriginChange | null;
}

interface Created extends Changed {
  readonly secret: string | null;
}

/** What operators do to endpoints of the API. Refusals are HTTP exceptions that name the fields. */
@Injectable()
export class EndpointAdmin {
  readonly #logger = new Logger('Webhooks');

  constructor(
    private readonly desk: EndpointDesk,
    private readonly writer: EndpointWriter,
    private readonly queue: DeliveryQueue,
    private readonly clock: Clock,
  ) {}

  /** Resolves with the id, and the signing key in clear if it has one of its own: this once. */
  async create(request: EndpointRequest): Promise<Created> {
    const definition = this.desk.withSecret(await this.desk.defineGuarded(request, null), request);
    const [id] = await this.writer.write([{ source: 'api', definition, stored: null }]);
    const { webhookId, adapter, maskedUrl } = this.desk.find(id!);
    this.#logger.log(`➕ Webhook ${webhookId} was added: ${adapter} ${maskedUrl}`);
    const warnings = urlWarnings(request, definition);
    return { id: id!, secret: definition.secrets.secret ?? null, warnings };
  }

  async update(id: string, request: EndpointRequest): Promise<Moved> {
    let origin: OriginChange | null = null;
    const { stored } = await this.#change(id, async (known) => {
      if (!known.definition && !request.url)
        throw unprocessable([
          { field: 'url', message: 'url is required: the one stored cannot be decrypted.' },
        ]);
      const definition = await this.desk.defineGuarded(request, known.definition ?? readable(known));
      origin = originChange(known.definition, definition);
      return definition;
    });
    this.#logger.log(`✏️ Webhook ${stored.webhookId} was changed`);
    const { definition } = this.desk.writable(stored.id);
    return { id: stored.id, warnings: definition ? urlWarnings(request, definition) : [], origin };
  }

  /** Resolves with the new key. The same one again, as after an answer that was lost, leaves the overlap as it is. */
  async rotate(id: string, { secret, overlap_ms: overlapMs }: RotateRequest): Promise<string> {
    const made = secret ?? newSecret();
    const now = this.clock.now();
    const { stored } = await this.#change(id, ({ definition, stored }) => {
      if (definition && adapterOf(definition.adapter)?.signed) {
        if (definition.secrets.secret !== made)
          return rotated(definition, made, now + (overlapMs ?? OVERLAP_MS));
        return typeof overlapMs === 'number' ? overlapUntil(definition, now + overlapMs) : definition;
      }
      throw new ConflictException(`${stored.webhookId} is not signed: it has no secret to rotate.`);
    });
    this.#logger.log(`🔑 The secret of webhook ${stored.webhookId} was rotated`);
    return made;
  }

  /** Resolves with how many waiting deliveries were cancelled; its history stays. */
  async remove(id: string): Promise<number> {
    const { stored } = this.desk.writable(id);
    await this.writer.write([], [stored.id]);
    this.#logger.warn(`➖ Webhook ${stored.webhookId} was removed by an operator`);
    return this.#cancelWaiting(stored);
  }

  /** The endpoint is gone whether this succeeds or not; what is left is cancelled by the sweep of removed endpoints. */
  async #cancelWaiting({ id, webhookId }: StoredDefinition): Promise<number> {
    try {
      return await this.queue.cancelPending(id, 'endpoint_removed');
    } catch (error) {
      const { message } = error as Error;
      this.#logger.warn(`What waits for webhook ${webhookId} is still to be cancelled: ${message}`);
      return 0;
    }
  }

  /** Nothing is written where `change` gives the definition back. */
  async #change(
    id: string,
    change: (known: KnownDefinition) => Definition | Promise<Definition>,
  ): Promise<KnownDefinition> {
    for (let tries = 1; ; tries++) {
      const known = this.desk.writable(id);
      const definition = await change(known);
      if (definition === known.definition) return known;
      try {
        await this.writer.write([{ source: 'api', definition, stored: known.stored }]);
        return known;
      } catch (error) {
        const overtaken = error instanceof GatewayError && error.code === 'changed_meanwhile';
        if (!overtaken) throw error;
        if (tries === TRIES) throw new ConflictException(error.message);
      }
    }
  }
}

/** What is left of a definition that cannot be decrypted. */
function readable({ stored: { adapter, settings } }: KnownDefinition): Definition {
  return { adapter, settings: parseJson(settings) as Settings, secrets: { url: '' } };
}

/** With the overlap ended then; one that ends before that stays as it is. */
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
