import type { Endpoint } from '../../../model/endpoint.js';
import type { EventType } from '../../../model/event-type.js';
import { EDIT_GAP_MS, isAnnounceable, NEW_MESSAGE_AFTER_MS } from '../../conversation/plan-turn.js';

/** An event, and what its message has to do with others. */
export interface Told {
  readonly type: string;
  /** Unix ms. */
  readonly acceptedAt: number;
  /** The job or the incident that it tells of; null: none, so that its message stands alone. */
  readonly subject: string | null;
  /** True for an incident, whose message goes on however old it is. */
  readonly lasting: boolean;
  /** True where it ends its job. */
  readonly ends: boolean;
  readonly tone: EventType['tone'];
}

/** The message of a job. */
interface Message {
  /** Time of its last edit, which may be to come, Unix ms. */
  editedAt: number;
  /** Index of that edit; -1: the message has none. */
  edit: number;
  isFinal: boolean;
}

/**
 * Decides what events become in the conversations of an endpoint: a new message, an edit, a reply, or nothing, where a newer event of the
 * job replaces an edit that waits. Each request takes no time, and nobody deletes a message.
 */
export class ConversationTrial {
  /** Times of new messages, Unix ms. */
  readonly posts: number[] = [];
  readonly edits: number[] = [];
  readonly replies: number[] = [];
  readonly #messages = new Map<string, Message>();

  /** @param isGathered takes the message of an event that would notify people, and tells whether a digest gathers it */
  constructor(
    private readonly endpoint: Pick<Endpoint, 'conversation' | 'announce'>,
    private readonly isGathered: (event: Told) => boolean,
  ) {}

  /** Adds the next event: they come in the order of acceptance. */
  add(event: Told): void {
    const { conversation } = this.endpoint;
    const { subject } = event;
    if (conversation === 'each' || subject === null) return this.#post(event);
    const message = this.#messageOf(subject, event);
    if (message === null) this.#begin(subject, event);
    else if (conversation === 'thread') this.#reply(message, event);
    else this.#edit(message, event);
  }

  #messageOf(subject: string, { acceptedAt, lasting }: Told): Message | null {
    const message = this.#messages.get(subject) ?? null;
    const isOver = message?.isFinal === true && acceptedAt - message.editedAt > NEW_MESSAGE_AFTER_MS;
    return isOver && !lasting ? null : message;
  }

  #begin(subject: string, event: Told): void {
    const { acceptedAt, ends } = event;
    if (this.isGathered(event)) return;
    this.posts.push(acceptedAt);
    this.#messages.set(subject, { editedAt: acceptedAt, edit: -1, isFinal: ends });
  }

  #post(event: Told): void {
    if (!this.isGathered(event)) this.posts.push(event.acceptedAt);
  }

  #reply(message: Message, event: Told): void {
    if (this.isGathered(event)) return;
    this.replies.push(event.acceptedAt);
    message.editedAt = event.acceptedAt;
    message.isFinal = event.ends;
  }

  #edit(message: Message, event: Told): void {
    const { acceptedAt, ends, tone } = event;
    message.isFinal = ends;
    // An edit that waits shows the newest event; an end does not wait.
    const waits = message.edit >= 0 && acceptedAt < message.editedAt;
    if (!waits) message.edit = this.edits.length;
    if (!waits || ends) {
      message.editedAt = ends ? acceptedAt : Math.max(acceptedAt, message.editedAt + EDIT_GAP_MS);
      this.edits[message.edit] = message.editedAt;
    }
    if (isAnnounceable({ announcements: this.endpoint.announce, type: { ends, tone } })) this.#post(event);
  }
}
