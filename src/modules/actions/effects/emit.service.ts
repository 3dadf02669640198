import { Injectable } from '@nestjs/common';
import { DeclaredActions } from '../../endpoints/actions/declared-actions.service.js';
import { IngestService } from '../../ingest/ingest.service.js';
import { isoTime } from '../../model/iso-time.js';
import { jobOf } from '../../model/job-id.js';
import type { CarriedAction, Effect, Presser } from '../press/carried-action.js';
import { ActionTokens } from '../token/action-tokens.service.js';
import { requestedData } from './requested-event.js';

/** Accepts the event that a declared action emits, like any other event. */
@Injectable()
export class EmitAction {
  constructor(
    private readonly ingest: IngestService,
    private readonly declared: DeclaredActions,
    private readonly tokens: ActionTokens,
  ) {}

  /** The event has one id for each message and action: however often it is pressed, on whichever nodes, it is accepted once. */
  async run(carried: CarriedAction, by: Presser): Promise<Effect> {
    const { action, message } = carried;
    const declared = this.declared.find(action.name)!;
    const id = this.tokens.eventId(action.name, message.summary.id);
    const data = requestedData(carried, declared, by);
    const acceptedAt = this.ingest.now();
    const event = {
      id,
      type: declared.emit,
      data: JSON.stringify(data),
      timestamp: isoTime(acceptedAt),
      acceptedAt,
    };
    const target = jobOf(data);
    const receipt = await this.ingest.accept({ event, contentHash: id, job: target });
    if (receipt.kind === 'conflict')
      return { kind: 'refused', target, message: 'Another event has the id of this request.' };
    const { length } = receipt.deliveries;
    const told = `${declared.emit} goes to ${length} ${length === 1 ? 'endpoint' : 'endpoints'}.`;
    const nobody = `No endpoint subscribes to ${declared.emit}, so nobody is told of it.`;
    return { kind: 'done', target, message: length === 0 ? nobody : told };
  }
}
