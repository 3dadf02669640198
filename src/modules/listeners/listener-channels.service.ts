import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ListenerLink, type Handed, type HandedAnswer, type HandedRequest } from '../model/listener-link.js';

/** Writes a request to a stream; false where the stream takes no more. */
export type WriteRequest = (hand: string, request: HandedRequest) => boolean;

interface Channel {
  write: WriteRequest | null;
  readonly waiting: Map<string, (answer: HandedAnswer) => void>;
}

const DISCONNECTED: HandedAnswer = {
  kind: 'no-answer',
  fault: { code: 'LISTENER_DISCONNECTED', message: 'The listener disconnected before it answered' },
};

/** The channels of this node's listeners: requests go out over a stream, answers come back by their number. */
@Injectable()
export class ListenerChannels extends ListenerLink {
  readonly #channels = new Map<string, Channel>();

  /** Adds the channel of a URL; it has no stream yet. */
  add(url: string): void {
    this.#channels.set(url, { write: null, waiting: new Map() });
  }

  /** Takes a channel away: what is under way ends as disconnected. Returns the stream that read it; null where none did. */
  remove(url: string): WriteRequest | null {
    const write = this.#channels.get(url)?.write ?? null;
    this.detach(url);
    this.#channels.delete(url);
    return write;
  }

  /** Takes the stream that reads the requests of a channel. Returns the stream that it replaces; null where there is none. */
  attach(url: string, write: WriteRequest): WriteRequest | null {
    const channel = this.#channels.get(url);
    const before = channel?.write ?? null;
    this.detach(url);
    if (channel) channel.write = write;
    return before;
  }

  /** Ends what is under way. With `write` only where that stream is still the one that reads; returns false where it is not. */
  detach(url: string, write?: WriteRequest): boolean {
    const channel = this.#channels.get(url);
    if (!channel || (write !== undefined && channel.write !== write)) return false;
    channel.write = null;
    const waiting = [...channel.waiting.values()];
    channel.waiting.clear();
    for (const answer of waiting) answer(DISCONNECTED);
    return true;
  }

  /** Takes an answer; false where no request waits for it any more. */
  answer(url: string, hand: string, answer: HandedAnswer): boolean {
    const channel = this.#channels.get(url);
    const resolve = channel?.waiting.get(hand);
    channel?.waiting.delete(hand);
    resolve?.(answer);
    return resolve !== undefined;
  }

  override hand(url: string, request: HandedRequest): Handed | null {
    const channel = this.#channels.get(url);
    if (!channel) return null;
    const hand = randomUUID();
    const { promise, resolve } = Promise.withResolvers<HandedAnswer>();
    channel.waiting.set(hand, resolve);
    if (channel.write === null || !channel.write(hand, request)) {
      channel.waiting.delete(hand);
      resolve(DISCONNECTED);
    }
    return { answer: promise, drop: () => void channel.waiting.delete(hand) };
  }
}
