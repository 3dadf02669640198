import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { ConversationPhase } from '../model/conversation.js';
import { isoTimeOrNull } from '../model/iso-time.js';
import type { JobConversation } from '../store/conversation-store.js';
import { EndpointNames } from './endpoint-names.service.js';
import type { JobMessageView } from './job-message.response.js';

const PHASES: Readonly<Record<ConversationPhase, string>> = {
  open: 'The message shows the progress of the job.',
  final: 'The message shows how the job ended.',
  gone: 'The message was deleted. The end of the job is posted anew.',
  lost: 'The message was deleted twice. Only ends of the job that are announced are posted.',
};
const THREAD = 'Every event of the job is a message in one thread.';
const UNPOSTED = 'No message was posted yet.';

/** Presents the message of a job at an endpoint: what it shows, and how it came to it. */
@Injectable()
export class JobMessagePresenter {
  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly names: EndpointNames,
  ) {}

  readonly message = (message: JobConversation): JobMessageView => {
    const { endpointId, phase, shown, timeline } = message;
    return {
      endpoint_id: endpointId,
      webhook_id: this.names.nameOf(endpointId),
      phase,
      summary: this.#summaryOf(message),
      shown_delivery_id: shown?.deliveryId ?? null,
      first_posted_at: isoTimeOrNull(message.firstPostedAt),
      edited_at: isoTimeOrNull(message.editedAt),
      steps: timeline.map(({ type: event, timestamp, label, ok }) => ({ event, timestamp, label, ok })),
      deleted: message.losses,
      possible_doubles: message.doubts,
    };
  };

  #summaryOf({ endpointId, phase, ref }: JobConversation): string {
    const isThere = phase === 'open' || phase === 'final';
    if (isThere && ref === null) return UNPOSTED;
    const isThread = this.catalogue.find(endpointId)?.conversation === 'thread';
    return isThread && isThere ? THREAD : PHASES[phase];
  }
}
