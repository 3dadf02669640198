import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../../config/gateway-config.js';

/** The names under which the gateway presents itself to its targets: `streamgank` and `StreamGank`. */
@Injectable()
export class Identity {
  readonly source: string;
  readonly brand: string;

  constructor(config: Pick<GatewayConfig, 'source' | 'brand'>) {
    this.source = config.source;
    this.brand = config.brand;
  }
}
