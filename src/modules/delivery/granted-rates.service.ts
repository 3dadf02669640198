import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Handshakes } from './sender/handshakes.service.js';
import { Throttles } from './rate-limit/throttles.service.js';

/** Keeps lanes to the rates that their targets allow when they give their permission. */
@Injectable()
export class GrantedRates implements OnModuleInit {
  constructor(
    private readonly handshakes: Handshakes,
    private readonly throttles: Throttles,
  ) {}

  onModuleInit(): void {
    this.handshakes.granted.subscribe(({ endpointId, rateLimit }) =>
      this.throttles.grant(endpointId, rateLimit),
    );
  }
}
