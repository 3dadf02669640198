import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../../config/gateway-config.js';

/** Holds the names by which targets know the gateway: `source` in messages (`streamgank`), `brand` in headers (`StreamGank`). */
@Injectable()
export class Identity {
  readonly source: string;
  readonly brand: string;

  constructor(config: GatewayConfig) {
    this.source = config.source;
    this.brand = config.brand;
  }
}
