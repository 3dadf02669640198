import { Injectable } from '@nestjs/common';
import type { Conversation } from '../../../adapters/adapter.js';
import { instantOf } from '../../../adapters/instant.js';
import { stepOf } from '../../../adapters/notification/history.js';
import { adapterOf } from '../../../adapters/registry.js';
import { TIMELINE_MAX, type ConversationStep } from '../../model/conversation.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import { jobIdOfData } from '../../model/job-id.js';
import { ANY_EVENT, HistoryStore } from '../../store/history-store.js';
import { Identity } from '../request/identity.service.js';

/** The way in which a previewed request continues the message of the job. */
export type ConversationPart = Conversation['as'];

/** The message that a previewed request continues. */
interface PreviewedConversation {
  /** Absent where the target continues no message that way. */
  readonly conversation?: Conversation;
  /** Sentences: what is shown in its place. */
  readonly notes: readonly string[];
}

/** The events that a made-up job has reported before, and how long before, ms. */
const BEFORE = [
  ['job.extraction_completed', 240_000],
  ['job.script_completed', 120_000],
] as const;

/** Makes the conversation of a preview: a job's message that is there already, under a name that no platform has given. */
@Injectable()
export class PreviewedConversations {
  constructor(
    private readonly history: HistoryStore,
    private readonly identity: Identity,
  ) {}

  /**
   * @param isStored whether the event is a stored one: the earlier events of its job are the history of the message then
   */
  async of(
    endpoint: Pick<Endpoint, 'adapter' | 'events'>,
    event: GatewayEvent,
    as: ConversationPart,
    isStored: boolean,
  ): Promise<PreviewedConversation> {
    const { about, conversations } = adapterOf(endpoint.adapter)!;
    const mode = as === 'reply' ? 'thread' : 'live';
    if (!conversations?.modes.includes(mode)) {
      const way = as === 'reply' ? 'answered in a thread' : 'edited';
      return { notes: [`${about.label} has no messages that are ${way}: a message of its own is shown.`] };
    }
    const timeline = isStored ? await this.#reported(endpoint, event) : this.#madeUp(event);
    return { conversation: { as, ref: conversations.example, timeline }, notes: [] };
  }

  /** The events of the job before this one that the endpoint wants. */
  async #reported(
    { events: types }: Pick<Endpoint, 'events'>,
    event: GatewayEvent,
  ): Promise<ConversationStep[]> {
    const jobId = jobIdOfData(event);
    if (jobId === null) return [];
    const filter = { ...ANY_EVENT, types, jobId, to: event.acceptedAt, fromOutside: true };
    const { rows } = await this.history.events(filter, { limit: TIMELINE_MAX, after: null });
    return rows.toReversed().map((row) => this.#step(row));
  }

  #madeUp({ type, timestamp }: GatewayEvent): ConversationStep[] {
    const at = instantOf(timestamp);
    const place = BEFORE.findIndex(([before]) => before === type);
    if (at === null) return [];
    return BEFORE.slice(0, place < 0 ? BEFORE.length : place).map(([before, ms]) =>
      this.#step({ type: before, timestamp: new Date(at - ms).toISOString() }),
    );
  }

  #step(event: Pick<GatewayEvent, 'type' | 'timestamp'>): ConversationStep {
    return stepOf(event, this.identity.typeOf(event.type));
  }
}
