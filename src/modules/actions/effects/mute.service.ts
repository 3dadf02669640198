import { Injectable } from '@nestjs/common';
import { MuteCatalogue } from '../../endpoints/mutes/mute-catalogue.service.js';
import type { CarriedAction, Effect, Presser } from '../press/carried-action.js';
import { muteEnd, untilText } from './mute-end.js';

/** Mutes messages of the same type at the endpoint whose message carries the action. */
@Injectable()
export class MuteAction {
  constructor(private readonly mutes: MuteCatalogue) {}

  async run({ action, message, endpoint }: CarriedAction, { actor }: Presser): Promise<Effect> {
    const { zone } = endpoint.message;
    const until = muteEnd(action.name, this.mutes.now(), zone);
    await this.mutes.add({
      endpointId: endpoint.id,
      type: message.event.type,
      jobId: null,
      errorClass: null,
      until,
      then: 'drop',
      reason: 'muted from a message',
      actor,
    });
    return {
      kind: 'done',
      target: endpoint.webhookId,
      message: `${message.event.type} is muted at ${endpoint.name} until ${untilText(until, zone)}.`,
    };
  }
}
