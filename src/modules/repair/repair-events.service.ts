import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { Operation } from '../store/repair-store.js';

/** Deliveries of one endpoint that an operator has cancelled. */
export interface Cancellation {
  readonly webhookId: string;
  readonly count: number;
}

/** Publishes what repairs on this node have done, for metrics and the event stream of the console. */
@Injectable()
export class RepairEvents {
  /** Every state of an operation that this node has brought about. */
  readonly progress = new Subject<Operation>();
  /** Deliveries that this node has cancelled for operators, one by one and by operations. */
  readonly cancelled = new Subject<Cancellation>();
}
