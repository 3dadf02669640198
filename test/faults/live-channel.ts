import { DiscordChannel, type ShownMessage } from '../support/discord-channel.js';
import type { Received } from '../support/receiver.js';
import { BadReceiver } from './bad-receiver.js';

/** Title of each message, to which the job is added: the rank of the event that it shows, and whether that ends the job. */
export const TITLE = 'step {{ data.step }} {{ data.phase }}';
const SAID = /^(\**)\S+ step (\d+) (progress|end): (j\d+)/;

/** The statement of a message of the channel about its job. */
export interface Saying {
  readonly job: string;
  /** Rank of the event within its job, from 1. */
  readonly step: number;
  /** True for an event that ends the job. */
  readonly ends: boolean;
  /** True for a short message that announces an edit; false for the message of a job. */
  readonly announces: boolean;
}

export function readSaying(said: string): Saying {
  const [, stars, step, phase, job] = SAID.exec(said) ?? [];
  if (job === undefined) throw new Error(`the channel cannot read “${said}”`);
  return { job, step: Number(step), ends: phase === 'end', announces: stars !== '' };
}

/** A channel with a bad network, whose readers delete messages: of those that show progress 5 in a hundred as they are written, one of each job at most. */
export class LiveChannel {
  private constructor(
    readonly channel: DiscordChannel,
    readonly receiver: BadReceiver,
  ) {}

  static async open(random: () => number): Promise<LiveChannel> {
    const channel = new DiscordChannel();
    const deletedOf = new Set<string>();
    const receiver = await BadReceiver.open(random, (request, troubled) => {
      const answer = channel.answer(request);
      if (troubled && random() < 0.05) deleteNewestOf(channel, request, deletedOf);
      return answer;
    });
    return new LiveChannel(channel, receiver);
  }

  get url(): string {
    return DiscordChannel.url(this.receiver.url(''));
  }
}

function deleteNewestOf(channel: DiscordChannel, { body }: Received, deletedOf: Set<string>): void {
  const written = channel.messages.find(({ said }) => body.includes(`"${said.at(-1)!}"`));
  if (!written) return;
  const { job, ends, announces } = readSaying(written.said.at(-1)!);
  if (ends || announces || deletedOf.has(job)) return;
  deletedOf.add(job);
  channel.delete(written);
}

/** Messages by the id of their job. */
export function byJob(messages: readonly ShownMessage[]): ReadonlyMap<string, readonly ShownMessage[]> {
  return Map.groupBy(messages, ({ said }) => readSaying(said[0]!).job);
}
