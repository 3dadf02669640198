import { Controller, Headers, HttpCode, HttpException, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../model/refusal.js';
import { SentBy, Signable, type EventSender } from '../../access/access.decorators.js';
import type { TraceContext } from '../../model/trace-context.js';
import { RequestTrace } from '../../tracing/request-spans.js';
import { EventRouting } from '../../endpoints/event-routing.service.js';
import { Bodies } from '../../http/body-limit.js';
import { OutcomeWatch, type Outcomes } from '../outcome-watch.service.js';
import { preferredWait, confirmWait } from '../prefer.js';
import { missingIds } from './batch-id.js';
import { isBinaryMode } from './cloud-event.js';
import { BatchIngest, type Result } from './batch-ingest.service.js';
import type { Rejection } from './rejection.js';
import { INVALID_JSON, sentEvents } from './sent-events.js';
import type { RejectedEventView, TakenEventView } from '../receipt.response.js';
import type { EventsReceipt } from './events.response.js';
import { api } from './events.openapi.js';

const BODY_MAX = 16 * 1024 * 1024;
const ACCEPTS =
  ', or NDJSON (application/x-ndjson), or CloudEvents (application/cloudevents+json, application/cloudevents-batch+json)';
const STATUS: Readonly<Record<Rejection['code'], number>> = {
  invalid_request: 400,
  unprocessable: 422,
  conflict: 409,
  body_too_large: 413,
  event_type_not_allowed: 403,
};

/** Accepts batches of events, and CloudEvents. */
@Controller('api/webhooks')
export class EventsController {
  constructor(
    private readonly ingest: BatchIngest,
    private readonly watch: OutcomeWatch,
    private readonly routing: EventRouting,
  ) {}

  /**
   * Answers 202 once all valid events are stored, or 200 with the outcome for `Prefer: wait`; an error when none is
   * valid.
   */
  @api.postEvents
  @Post('events')
  @HttpCode(202)
  @Signable()
  @Bodies(BODY_MAX, ACCEPTS)
  async take(
    @Req() request: FastifyRequest,
    @Headers() { 'idempotency-key': key, prefer }: Readonly<Record<string, string | undefined>>,
    @Res({ passthrough: true }) reply: FastifyReply,
    @SentBy() { signedId, types }: EventSender,
    @RequestTrace() trace: TraceContext | undefined,
  ): Promise<EventsReceipt> {
    if (signedId !== null && isBinaryMode(request.headers)) throw unsigned();
    const { events, alone } = sentEvents(request.headers, request.body);
    if (signedId !== null && events.includes(INVALID_JSON)) throw signedLinesRefused();
    const ids = missingIds(key, signedId, events.length);
    const results = await this.ingest.take(events, ids, trace, types);
    const taken = results.flatMap((result) => ('receipt' in result ? [result] : []));
    if (taken.length === 0 && results.length > 0) throw refusal(results, alone);
    const wait = preferredWait(prefer);
    const receipts = taken.map(({ receipt }) => receipt);
    const outcomes = wait === null ? null : await this.watch.outcomes(receipts, wait * 1000, request);
    const told = results.map((result) => this.#answer(result));
    if (outcomes === null) return summary(results, told);
    confirmWait(reply, wait!);
    return withOutcomes(results, told, new Map(taken.map(({ index }, at) => [index, outcomes[at]!])));
  }

  #answer(result: Result): TakenEventView | RejectedEventView {
    if ('rejected' in result) return { index: result.index, success: false, ...result.rejected };
    const { event, kind, deliveries, mismatch } = result.receipt;
    return {
      index: result.index,
      event_id: event.id,
      duplicate: kind === 'duplicate',
      deliveries: deliveries.map(({ id, webhookId }) => ({ delivery_id: id, webhook_id: webhookId })),
      ...(deliveries.length === 0 && { hint: this.routing.unroutedHint(event.type) }),
      ...(mismatch !== undefined && { mismatch }),
    };
  }
}

function summary(results: readonly Result[], answers: EventsReceipt['results']): EventsReceipt {
  const taken = results.filter((result) => 'receipt' in result);
  const duplicates = taken.filter(({ receipt }) => receipt.kind === 'duplicate').length;
  return {
    success: true,
    results: answers,
    accepted: taken.length - duplicates,
    duplicates,
    rejected: results.length - taken.length,
  };
}

/** Adds the outcome of each event to its result, by index. Deliveries of an event that was sent twice count once. */
function withOutcomes(
  results: readonly Result[],
  answers: EventsReceipt['results'],
  outcomes: ReadonlyMap<number, Outcomes>,
): EventsReceipt {
  const { results: _results, ...counts } = summary(results, answers);
  const each = new Map(
    results.flatMap((one) =>
      'receipt' in one ? [[one.receipt.event.id, outcomes.get(one.index)!] as const] : [],
    ),
  );
  return {
    ...counts,
    results: answers.map((one, at) => (outcomes.has(at) ? { ...one, outcome: outcomes.get(at) } : one)),
    outcome: sumOf([...each.values()]),
  };
}

function sumOf(outcomes: readonly Outcomes[]): Outcomes {
  const sum = (of: keyof Outcomes) => outcomes.reduce((total, outcome) => total + outcome[of], 0);
  return {
    total: sum('total'),
    successful: sum('successful'),
    failed: sum('failed'),
    pending: sum('pending'),
  };
}

function unsigned(): Error {
  const message =
    'A signature covers the body alone, not the ce- headers: send the CloudEvent in structured mode.';
  return Refusal.unprocessable([{ field: 'webhook-signature', message }]);
}

/**
 * Refuses signed NDJSON: a line of a JSON document may be an event itself, so a replay as NDJSON would make a new event
 * of it.
 */
function signedLinesRefused(): Error {
  const message = 'A signed body is NDJSON only where every line of it is valid JSON.';
  return Refusal.malformed([{ field: 'body', message }]);
}

/**
 * Builds the answer when no event was valid: the faults of all events, each under its index unless there was one event
 * only.
 */
function refusal(results: readonly Result[], alone: boolean): HttpException {
  const rejected = results.flatMap((result) => ('rejected' in result ? [result] : []));
  const { code, message } = rejected[0]!.rejected;
  const errors = rejected.flatMap(({ index, rejected: { errors } }) =>
    alone ? errors : errors.map((fault) => ({ ...fault, field: `events[${index}].${fault.field}` })),
  );
  const sentence = alone ? message : `None of the events can be taken. The first: ${message}`;
  return new HttpException({ code, message: sentence, errors }, STATUS[code]);
}
