import { Body, ConflictException, Controller, Headers, HttpCode, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Refusal } from '../model/refusal.js';
import { SentBy, Signable, type EventSender } from '../access/access.decorators.js';
import { EventCatalogue } from '../event-types/event-catalogue.service.js';
import { EventRouting } from '../endpoints/event-routing.service.js';
import { ValidateBody } from '../http/validate-body.js';
import type { TraceContext } from '../model/trace-context.js';
import { RequestTrace } from '../tracing/request-spans.js';
import { demandAllowed } from './allowed-types.js';
import { EVENT_ID_RULE, idempotencyKey } from './event-id.js';
import { IngestService, type Receipt } from './ingest.service.js';
import { checked, newEvent } from './new-event.js';
import { OutcomeWatch } from './outcome-watch.service.js';
import { preferredWait, confirmWait } from './prefer.js';
import type { TriggerAnswer } from './receipt.response.js';
import { TriggerRequest } from './trigger.dto.js';
import { api } from './trigger.openapi.js';

/** Accepts one event of a job server. */
@Controller('api/webhooks')
export class TriggerController {
  constructor(
    private readonly ingest: IngestService,
    private readonly watch: OutcomeWatch,
    private readonly routing: EventRouting,
    private readonly catalogue: EventCatalogue,
  ) {}

  /** Answers 202 once the event and its deliveries are stored; with `Prefer: wait=N`, 200 with the outcome. */
  @api.triggerEvent
  @Post('trigger')
  @HttpCode(202)
  @Signable()
  async trigger(
    @Body(new ValidateBody(TriggerRequest)) event: TriggerRequest,
    @Headers() { 'idempotency-key': key, prefer }: Readonly<Record<string, string | undefined>>,
    @Res({ passthrough: true }) reply: FastifyReply,
    @SentBy() { signedId, types }: EventSender,
    @RequestTrace() trace: TraceContext | undefined,
  ): Promise<TriggerAnswer> {
    demandAllowed(event.event, types);
    const taken = newEvent(event, givenId(event.id, key, signedId), this.ingest.now(), trace);
    const found = event.data === undefined ? null : this.catalogue.mismatchOf(event.event, event.data);
    const receipt = await this.ingest.accept(checked(taken, found));
    if (receipt.kind === 'conflict') {
      throw new ConflictException(
        `An event with the id ${receipt.event.id} and other content was accepted before.`,
      );
    }
    const wait = preferredWait(prefer);
    const outcomes = wait === null ? null : await this.watch.outcomes([receipt], wait * 1000, reply.request);
    if (outcomes === null) return this.#answer(receipt, { total: receipt.deliveries.length });
    confirmWait(reply, wait!);
    return this.#answer(receipt, outcomes[0]!);
  }

  #answer({ kind, event, deliveries, mismatch }: Receipt, results: TriggerAnswer['results']): TriggerAnswer {
    const duplicate = kind === 'duplicate';
    return {
      success: true,
      message: message(event.type, deliveries.length, duplicate),
      event_id: event.id,
      duplicate,
      results,
      deliveries: deliveries.map(({ id, webhookId }) => ({ delivery_id: id, webhook_id: webhookId })),
      ...(deliveries.length === 0 && { hint: this.routing.unroutedHint(event.type) }),
      ...(mismatch !== undefined && { mismatch }),
      timestamp: new Date(this.ingest.now()).toISOString(),
    };
  }
}

function message(type: string, total: number, duplicate: boolean): string {
  if (duplicate) return `Event ${type} was accepted before; nothing is sent twice.`;
  if (total === 0) return `Event ${type} accepted; no enabled endpoint wants it.`;
  return `Event ${type} accepted for ${total} ${total === 1 ? 'endpoint' : 'endpoints'}.`;
}

/**
 * Returns the sender's id from body, header or signature. Body and header must agree. A header cannot change the id of
 * a signed request: the signature does not cover it, so a replay would count as another event.
 */
function givenId(
  body: string | undefined,
  header: string | undefined,
  signed: string | null,
): string | undefined {
  const id = body ?? signed ?? undefined;
  if (header === undefined) return id;
  const key = idempotencyKey(header);
  if (key === null) {
    throw Refusal.malformed([
      { field: 'Idempotency-Key', message: `The header Idempotency-Key is ${EVENT_ID_RULE}.` },
    ]);
  }
  if (id !== undefined && id !== key) {
    const message = `${body === undefined ? 'webhook-id' : 'id'} and the header Idempotency-Key name different events.`;
    throw Refusal.unprocessable([{ field: 'Idempotency-Key', message }]);
  }
  return key;
}
