import { Injectable } from '@nestjs/common';
import { BUILT_IN, eventTypeOf } from '../../../adapters/catalogue/catalogue.js';
import { GatewayConfig } from '../../config/gateway-config.js';
import type { EventType } from '../../model/event-type.js';

/** Holds the meaning of event types, and the names by which targets know the gateway: `source` in messages (`streamgank`), `brand` in headers (`StreamGank`). */
@Injectable()
export class Identity {
  readonly source: string;
  readonly brand: string;

  constructor(config: GatewayConfig) {
    this.source = config.source;
    this.brand = config.brand;
  }

  /** Returns the entry of an event type in the catalogue: the same object until the catalogue changes. */
  typeOf(name: string): EventType {
    return eventTypeOf(BUILT_IN, name);
  }
}
