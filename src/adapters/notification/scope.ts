import type { GatewayEvent } from '../../modules/model/event.js';
import type { Presentation } from '../adapter.js';
import type { PlainObject } from '../plain-value.js';
import { sensible } from '../sense.js';
import type { ScopeLinks, TemplateScope } from '../templates/scope.js';

/** Addresses that belong to an event: its job, its delivery, and the endpoint that it speaks of (events of the gateway) or goes to (all others and tests). Empty texts: none. */
export type EventLinks = Omit<ScopeLinks, 'console'>;

interface ScopeParts {
  readonly event: GatewayEvent;
  readonly data: PlainObject;
  /** Clean text; empty where the event has no job. */
  readonly jobId: string;
  readonly links: EventLinks;
  readonly presentation: Presentation;
}

/** Gathers what the templates of a message may read. */
export function scopeOf({ event, data, jobId, links, presentation }: ScopeParts): TemplateScope {
  const { brand, webhookId, endpointName, deliveryId, links: bases } = presentation;
  return {
    event: { type: event.type, id: event.id, timestamp: event.timestamp },
    data: sensible(data),
    job: { id: jobId },
    endpoint: { id: webhookId, name: endpointName },
    delivery: { id: deliveryId },
    links: { ...links, console: bases.console ?? '' },
    brand,
  };
}
