import { Injectable } from '@nestjs/common';
import { Breakers } from './breakers.service.js';
import { Throttles } from './throttles.service.js';

/** What holds lanes back: rate limits and breakers. */
@Injectable()
export class Brakes {
  constructor(
    readonly throttles: Throttles,
    readonly breakers: Breakers,
  ) {}
}
