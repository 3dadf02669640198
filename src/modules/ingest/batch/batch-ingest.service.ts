import { Injectable } from '@nestjs/common';
import { EventCatalogue } from '../../event-types/event-catalogue.service.js';
import { Pace } from '../../timing/pace.js';
import { steadyNow } from '../../timing/steady-now.js';
import type { TraceContext } from '../../model/trace-context.js';
import { IngestService, type Receipt } from '../ingest.service.js';
import type { NewEvent } from '../new-event.js';
import { rejection, type Rejection } from './rejection.js';
import type { SentEvent } from './sent-event.js';
import { eventOfCall, type Call } from './event-of-call.js';

/** The result of one event of a call, with its index there. */
export type Result =
  | { readonly index: number; readonly receipt: Receipt }
  | { readonly index: number; readonly rejected: Rejection };

/** Accepts the events of one call: all valid ones in one transaction, each with a result of its own. */
@Injectable()
export class BatchIngest {
  constructor(
    private readonly ingest: IngestService,
    private readonly catalogue: EventCatalogue,
  ) {}

  /**
   * Resolves once all valid events are on disk; results are in the order sent.
   *
   * @param idAt returns the id of an event without one, by its index; undefined: a new id is made
   * @param trace trace context of the call, for all of its events
   * @param allowed event types and patterns that the caller's key may send; null: all
   * @throws GatewayError `store_unavailable`; then no event was accepted
   */
  async take(
    sent: readonly SentEvent[],
    idAt: (index: number) => string | undefined,
    trace?: TraceContext,
    allowed: readonly string[] | null = null,
  ): Promise<Result[]> {
    const now = this.ingest.now();
    const mismatchOf: Call['mismatchOf'] = (type, data) => this.catalogue.mismatchOf(type, data);
    const call = { now, trace, allowed, mismatchOf };
    const read = await this.#read(sent, (index) => ({ ...call, fallbackId: idAt(index) }));
    const receipts = await this.ingest.acceptAll(read.filter((one) => 'event' in one));
    let next = 0;
    return read.map((one, index) =>
      'event' in one ? resultOf(index, receipts[next++]!) : { index, rejected: one },
    );
  }

  /** Reads the events of a call. Yields to the event loop between costly ones, whether they are taken or refused. */
  async #read(
    sent: readonly SentEvent[],
    callAt: (index: number) => Call,
  ): Promise<(NewEvent | Rejection)[]> {
    const pace = new Pace();
    const read: (NewEvent | Rejection)[] = [];
    for (const [index, event] of sent.entries()) {
      if (pace.isDue) await pace.rest();
      // The time that a schema takes for data cannot be told by their length, least of all where the event is refused.
      const begun = steadyNow();
      read.push(eventOfCall(event, callAt(index)));
      pace.spendTime(steadyNow() - begun);
    }
    return read;
  }
}

function resultOf(index: number, receipt: Receipt): Result {
  if (receipt.kind !== 'conflict') return { index, receipt };
  const message = `An event with the id ${receipt.event.id} and other content was accepted before.`;
  return { index, rejected: rejection([{ field: 'id', message }], 'conflict') };
}
