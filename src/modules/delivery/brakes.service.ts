import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config/gateway-config.js';
import { CircuitBreakers } from './breaker/circuit-breakers.service.js';
import { Slots } from './admission/slots.js';
import { Throttles } from './rate-limit/throttles.service.js';

/** What holds lanes back: rate limits, breakers, and the attempts in flight of all of them together. */
@Injectable()
export class Brakes {
  readonly slots: Slots;

  constructor(
    readonly throttles: Throttles,
    readonly breakers: CircuitBreakers,
    config: GatewayConfig,
  ) {
    this.slots = new Slots(config.maxConcurrency);
  }
}
