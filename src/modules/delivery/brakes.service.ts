import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config/gateway-config.js';
import { Breakers } from './breakers.service.js';
import { Slots } from './slots.js';
import { Throttles } from './throttles.service.js';

/** What holds lanes back: rate limits, breakers, and the attempts in flight of all of them together. */
@Injectable()
export class Brakes {
  readonly slots: Slots;

  constructor(
    readonly throttles: Throttles,
    readonly breakers: Breakers,
    config: GatewayConfig,
  ) {
    this.slots = new Slots(config.maxConcurrency);
  }
}
