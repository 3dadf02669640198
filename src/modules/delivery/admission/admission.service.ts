import { Injectable } from '@nestjs/common';
import { Batching } from './batching.service.js';
import { Holds } from './holds.service.js';
import { Slots } from './slots.js';

/** What the lanes of all endpoints share: slots, reasons for not sending, and what is sent together. */
@Injectable()
export class Admission {
  constructor(
    readonly slots: Slots,
    readonly holds: Holds,
    readonly batching: Batching,
  ) {}
}
