import { Injectable } from '@nestjs/common';
import { Batching } from './batching.service.js';
import { Holds } from './holds.service.js';
import { Slots } from './slots.js';

/** Bundles the parts that the lanes of all endpoints share: slots, reasons for not sending, rules of batches. */
@Injectable()
export class Admission {
  constructor(
    readonly slots: Slots,
    readonly holds: Holds,
    readonly batching: Batching,
  ) {}
}
