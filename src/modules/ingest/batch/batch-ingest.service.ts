import { Injectable } from '@nestjs/common';
import { Pace } from '../../timing/pace.js';
import type { TraceContext } from '../../model/trace-context.js';
import { IngestService, type Receipt } from '../ingest.service.js';
import type { NewEvent } from '../new-event.js';
import { rejection, type Rejection } from './rejection.js';
import type { SentEvent } from './sent-event.js';
import { takenEvent, type Call } from './take-events.js';

/** What became of one event of a call, and its place there. */
export type Result =
  | { readonly index: number; readonly receipt: Receipt }
  | { readonly index: number; readonly rejected: Rejection };

/** Takes events in that were sent together: what can be taken is, in one transaction, and each gets its answer. */
@Injectable()
export class BatchIngest {
  constructor(private readonly ingest: IngestService) {}

  /**
   * Resolves once all that can be taken is on disk; results in the order sent.
   *
   * @param idAt the id of an event that has none, by its place; undefined: one is made for it
   * @param trace the place of the call in the sender's trace, which all of its events get
   * @throws GatewayError `store_unavailable`; then none of them was accepted
   */
  async take(
    sent: readonly SentEvent[],
    idAt: (index: number) => string | undefined,
    trace?: TraceContext,
  ): Promise<Result[]> {
    const now = this.ingest.now();
    const read = await this.#read(sent, (index) => ({ now, idHere: idAt(index), trace }));
    const receipts = await this.ingest.acceptAll(read.filter((one) => 'event' in one));
    let next = 0;
    return read.map((one, index) =>
      'event' in one ? resultOf(index, receipts[next++]!) : { index, rejected: one },
    );
  }

  /** Between two events others get their turn where they are large. */
  async #read(
    sent: readonly SentEvent[],
    callAt: (index: number) => Call,
  ): Promise<(NewEvent | Rejection)[]> {
    const pace = new Pace();
    const read: (NewEvent | Rejection)[] = [];
    for (const [index, event] of sent.entries()) {
      if (pace.isDue) await pace.rest();
      const one = takenEvent(event, callAt(index));
      if ('event' in one) pace.spendOnJson(one.event.data.length);
      read.push(one);
    }
    return read;
  }
}

function resultOf(index: number, receipt: Receipt): Result {
  if (receipt.kind !== 'conflict') return { index, receipt };
  const message = `An event with the id ${receipt.event.id} and other content was accepted before.`;
  return { index, rejected: rejection([{ field: 'id', message }], 'conflict') };
}
