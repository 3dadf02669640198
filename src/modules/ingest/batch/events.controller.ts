import { Controller, Headers, HttpCode, HttpException, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { unprocessable } from '../../http/field-faults.js';
import { Emit, SignedId } from '../../access/access.decorators.js';
import type { TraceContext } from '../../model/trace-context.js';
import { RequestTrace } from '../../tracing/request-spans.js';
import { Bodies } from '../../http/body-limit.js';
import { batchId } from './batch-id.js';
import { isBinaryMode } from './cloud-event.js';
import { BatchIngest, type Result } from './batch-ingest.service.js';
import type { Rejection } from './rejection.js';
import { sentEvents } from './sent-events.js';
import { api } from './events.openapi.js';

const BODY_MAX = 16 * 1024 * 1024;
const ACCEPTS =
  ', or NDJSON (application/x-ndjson), or CloudEvents (application/cloudevents+json, application/cloudevents-batch+json)';
const STATUS: Readonly<Record<Rejection['code'], number>> = {
  invalid_request: 400,
  unprocessable: 422,
  conflict: 409,
  body_too_large: 413,
};

/** Where senders post many events at once, or CloudEvents. */
@Controller('api/webhooks')
@Emit()
export class EventsController {
  constructor(private readonly ingest: BatchIngest) {}

  /** 202 once all that can be taken is stored; refused where nothing can be. */
  @api.postEvents
  @Post('events')
  @HttpCode(202)
  @Bodies(BODY_MAX, ACCEPTS)
  async take(
    @Req() request: FastifyRequest,
    @Headers('idempotency-key') key: string | undefined,
    @SignedId() signedId: string | null,
    @RequestTrace() trace: TraceContext | undefined,
  ): Promise<object> {
    if (signedId !== null && isBinaryMode(request.headers)) throw unsigned();
    const { events, alone } = sentEvents(request.headers, request.body);
    const results = await this.ingest.take(events, batchId(key, signedId), trace);
    const taken = results.filter((result) => 'receipt' in result).length;
    if (taken === 0 && results.length > 0) throw refusal(results, alone);
    const duplicates = results.filter((one) => 'receipt' in one && one.receipt.kind === 'duplicate').length;
    return {
      success: true,
      results: results.map(answer),
      accepted: taken - duplicates,
      duplicates,
      rejected: results.length - taken,
    };
  }
}

function unsigned(): Error {
  const message =
    'A signature covers the body alone, not the ce- headers: send the CloudEvent in structured mode.';
  return unprocessable([{ field: 'webhook-signature', message }]);
}

function answer(result: Result): object {
  if ('rejected' in result) return { index: result.index, success: false, ...result.rejected };
  const { event, kind, deliveries } = result.receipt;
  return {
    index: result.index,
    event_id: event.id,
    duplicate: kind === 'duplicate',
    deliveries: deliveries.map(({ id, webhookId }) => ({ delivery_id: id, webhook_id: webhookId })),
  };
}

/** Nothing was taken: the faults of all, each under its place unless there was but one event. */
function refusal(results: readonly Result[], alone: boolean): HttpException {
  const rejected = results.flatMap((result) => ('rejected' in result ? [result] : []));
  const { code, message } = rejected[0]!.rejected;
  const errors = rejected.flatMap(({ index, rejected: { errors } }) =>
    alone ? errors : errors.map((fault) => ({ ...fault, field: `events[${index}].${fault.field}` })),
  );
  const sentence = alone ? message : `None of the events can be taken. The first: ${message}`;
  return new HttpException({ code, message: sentence, errors }, STATUS[code]);
}
