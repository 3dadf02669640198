import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config/gateway-config.js';
import { Clock } from '../model/clock.js';
import type { AttemptTools, Identity, SlowDownAsked } from './attempt.js';
import { Sender } from './sender/sender.service.js';
import { Throttles } from './rate-limit/throttles.service.js';
import { steadyNow } from '../model/steady-now.js';

/** What an attempt needs besides its delivery and endpoint. */
@Injectable()
export class DeliveryTools implements AttemptTools {
  readonly identity: Identity;

  constructor(
    config: GatewayConfig,
    readonly sender: Sender,
    readonly clock: Clock,
    private readonly throttles: Throttles,
  ) {
    this.identity = { source: config.source, brand: config.brand };
  }

  random(): number {
    return Math.random();
  }

  pause(endpointId: string, pauseMs: number): void {
    this.throttles.pause(endpointId, steadyNow() + pauseMs);
  }

  slowDown(endpointId: string, { hintMs, durationMs }: SlowDownAsked): number {
    const now = steadyNow();
    return this.throttles.slowDown(endpointId, {
      now,
      startedAt: now - durationMs,
      hintMs,
      random: this.random(),
    });
  }
}
