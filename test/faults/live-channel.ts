import { DiscordChannel, type ShownMessage } from '../support/discord-channel.js';
import { Receiver, type Answer, type Received } from '../support/receiver.js';
import { BadLine } from './bad-line.js';

/** Title of each message, to which the job is added: the rank of the event that it shows, and whether that ends the job. */
export const TITLE = 'step {{ data.step }} {{ data.phase }}';
const SAID = /^(\**)\S+ step (\d+) (progress|end): (j\d+)/;

/** What a message of the channel says of its job. */
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
  readonly channel = new DiscordChannel();
  readonly #line: BadLine;
  readonly #receiver: Receiver;
  readonly #random: () => number;
  readonly #deletedOf = new Set<string>();

  private constructor(receiver: Receiver, random: () => number) {
    this.#receiver = receiver;
    this.#random = random;
    this.#line = new BadLine(random);
  }

  static async open(random: () => number): Promise<LiveChannel> {
    const receiver = await Receiver.start((request) => live.#answer(request));
    const live: LiveChannel = new LiveChannel(receiver, random);
    return live;
  }

  get url(): string {
    return DiscordChannel.url(this.#receiver.url(''));
  }

  get requests(): number {
    return this.#receiver.requests.length;
  }

  calm(): void {
    this.#line.troubled = false;
  }

  close(): Promise<void> {
    return this.#receiver.close();
  }

  #answer(request: Received): Promise<Answer> {
    return this.#line.answer(() => {
      const answer = this.channel.answer(request);
      if (this.#line.troubled && this.#random() < 0.05) this.#deleteNewestOf(request);
      return answer;
    });
  }

  #deleteNewestOf({ body }: Received): void {
    const written = this.channel.messages.find(({ said }) => body.includes(`"${said.at(-1)!}"`));
    if (!written) return;
    const { job, ends, announces } = readSaying(written.said.at(-1)!);
    if (ends || announces || this.#deletedOf.has(job)) return;
    this.#deletedOf.add(job);
    this.channel.delete(written);
  }
}

/** Messages by the id of their job. */
export function byJob(messages: readonly ShownMessage[]): ReadonlyMap<string, readonly ShownMessage[]> {
  return Map.groupBy(messages, ({ said }) => readSaying(said[0]!).job);
}
