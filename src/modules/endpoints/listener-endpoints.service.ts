import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ADAPTERS } from '../../adapters/registry.js';
import { SECRET_PREFIX } from '../config/parse-keys.js';
import type { Endpoint } from '../model/endpoint.js';
import { LISTENER_SCHEME } from '../model/listener-link.js';
import { DeliveryQueue } from '../store/delivery-queue.js';
import { EndpointStore } from '../store/endpoint-store.js';
import { NodeRegistry } from '../store/node-registry.js';
import { EndpointFactory } from './definitions/endpoint-factory.service.js';
import { EndpointCatalogue } from './endpoint-catalogue.service.js';

/** Reason of deliveries that are cancelled because their listener did not come back. */
export const LISTENER_DISCONNECTED = 'listener_disconnected';

/** Listeners get what an application gets. */
const ADAPTER = ADAPTERS.find(({ fallback }) => fallback)!.type;
const SECRET_BYTES = 32;
const NAME_BYTES = 4;
const FINGERPRINT = /^listener:([0-9a-f-]{36}):/;

/** The request of a listener. */
export interface ListenerRequest {
  /** Event types and patterns; null: the gateway's default. */
  readonly events: readonly string[] | null;
  /** A query that events must match; null: every event of these types. */
  readonly filter: object | null;
}

/**
 * Endpoints of listeners: in the catalogue of one node alone, without a definition in the store. Their row in the store is what
 * deliveries refer to.
 */
@Injectable()
export class ListenerEndpoints {
  constructor(
    private readonly store: EndpointStore,
    private readonly catalogue: EndpointCatalogue,
    private readonly factory: EndpointFactory,
    private readonly queue: DeliveryQueue,
    private readonly nodes: NodeRegistry,
  ) {}

  /** Makes an endpoint. It is paused: nothing reads its requests yet. */
  async open({ events, filter }: ListenerRequest): Promise<Endpoint> {
    const webhookId = `listener_${randomBytes(NAME_BYTES).toString('hex')}`;
    const url = `${LISTENER_SCHEME}//${webhookId}`;
    const fingerprint = `listener:${this.nodes.id}:${webhookId}`;
    const id = await this.store.addListener({ fingerprint, webhookId, adapter: ADAPTER, maskedUrl: url });
    const secret = SECRET_PREFIX + randomBytes(SECRET_BYTES).toString('base64');
    const settings = { ...(events && { events: [...events] }), ...(filter && { filter }) };
    const state = { id, webhookId, source: 'listener', trusted: true, disabled: null, pausedAt: 0 } as const;
    const made = this.factory.build({ adapter: ADAPTER, settings, secrets: { url, secret } }, state);
    this.catalogue.admit({ ...made, maskedUrl: url });
    await this.catalogue.pause(id);
    return this.catalogue.find(id)!;
  }

  /** Takes an endpoint away and cancels its pending deliveries. Resolves with how many. */
  async close(id: string): Promise<number> {
    const before = await this.queue.cancelPending(id, LISTENER_DISCONNECTED);
    await this.store.markRemoved(id);
    await this.catalogue.dismiss(id);
    const after = await this.queue.cancelPending(id, LISTENER_DISCONNECTED);
    return before + after;
  }

  /** Ends what listeners of nodes that are gone have left behind. Resolves with how many deliveries were cancelled. */
  async closeAbandoned(): Promise<number> {
    const alive = new Set((await this.nodes.list()).filter((node) => node.alive).map(({ id }) => id));
    let [closed, cancelled] = [0, 0];
    for (const { id, fingerprint, removedAt } of await this.store.list()) {
      const [, node] = FINGERPRINT.exec(fingerprint) ?? [];
      if (node === undefined || removedAt !== null || alive.has(node) || node === this.nodes.id) continue;
      cancelled += await this.queue.cancelPending(id, LISTENER_DISCONNECTED);
      await this.store.markRemoved(id);
      closed++;
    }
    if (closed > 0) await this.catalogue.readRemoved();
    return cancelled;
  }
}
