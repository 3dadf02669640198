import { Inject, Injectable, Optional } from '@nestjs/common';
import { GatewayConfig } from '../../config/gateway-config.js';
import { EventCatalogue } from '../../event-types/event-catalogue.service.js';
import { ActionLinks, type ActionLink, type CarriedBy } from '../../model/action.js';
import type { ValueNames } from '../../model/value-names.js';
import type { EventType } from '../../model/event-type.js';

/** The part of the identity that a request is made of. */
export type RequestIdentity = Pick<Identity, 'source' | 'brand' | 'names' | 'typeOf' | 'actionLinks'>;

const NO_ACTIONS: readonly ActionLink[] = [];

/** Holds the meaning of event types and the names of values, and the names by which targets know the gateway: `source` in messages (`streamgank`), `brand` in headers (`StreamGank`). */
@Injectable()
export class Identity {
  readonly source: string;
  readonly brand: string;

  constructor(
    config: GatewayConfig,
    private readonly catalogue: EventCatalogue,
    @Optional() @Inject(ActionLinks) private readonly actions: ActionLinks | null = null,
  ) {
    this.source = config.source;
    this.brand = config.brand;
  }

  /** The operator's names of values: the same object until they change. */
  get names(): ValueNames {
    return this.catalogue.names;
  }

  /** Returns the entry of an event type in the catalogue: the same object until the catalogue changes. */
  typeOf(name: string): EventType {
    return this.catalogue.typeOf(name);
  }

  /** Lists the actions that a message offers. Their addresses contain tokens. */
  actionLinks(message: CarriedBy): readonly ActionLink[] {
    return this.actions?.of(message) ?? NO_ACTIONS;
  }

  /** Returns the identity with one event type as it is not saved, for previews. */
  withType(type: EventType): RequestIdentity {
    const { source, brand, names } = this;
    return {
      source,
      brand,
      names,
      typeOf: (name) => (name === type.type ? type : this.typeOf(name)),
      actionLinks: (message) => this.actionLinks(message),
    };
  }
}
