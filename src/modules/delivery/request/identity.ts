import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../../config/gateway-config.js';

/** The names under which the gateway presents itself to its targets: `streamgank` and `StreamGank`. */
@Injectable()
export class Identity {
  readonly source: string;
  readonly brand: string;

  constructor(config: GatewayConfig) {
    this.source = config.source;
    this.brand = config.brand;
  }
}
