import { shortId } from './job-data.ts';
import { paint } from './screen.ts';

/** The effect of a request on the messages of a channel. */
export type Move = 'posted' | 'edited' | 'announced';

/** The message of one job as its channel shows it now. */
interface JobCard {
  /** As the message writes it. */
  readonly job: string;
  /** Titles that the message has had, oldest first. */
  readonly titles: string[];
  /** Type of the event that it tells of. */
  event: string;
}

/** Figures of the messages in a channel, and of the events that they tell of. */
export interface CardFigures {
  readonly posted: number;
  readonly edited: number;
  readonly announced: number;
}

/** The messages of all jobs in a channel where every job has one. */
export class JobCards {
  readonly #cards = new Map<string, JobCard>();
  readonly #moves: Record<Move, number> = { posted: 0, edited: 0, announced: 0 };

  get figures(): CardFigures {
    return this.#moves;
  }

  /** Notes a post, and says so in words. `id`: the channel's name of the message; `title`: its state and its subject. */
  posted(
    id: string,
    message: { readonly job: string; readonly title: string; readonly event: string },
  ): string {
    this.#moves.posted += 1;
    this.#cards.set(id, { job: message.job, titles: [message.title], event: message.event });
    return `posted: ${stateOf(message.title)}`;
  }

  /** Notes an edit, and says in words how the message moved. */
  edited(id: string, { title, event }: { readonly title: string; readonly event: string }): string {
    this.#moves.edited += 1;
    const card = this.#cards.get(id);
    const before = card?.titles.at(-1) ?? '';
    card?.titles.push(title);
    if (card) card.event = event;
    return `edited: ${stateOf(before)} → ${stateOf(title)}`;
  }

  /** Notes a message that tells of an edit, because an edit notifies nobody. */
  announced(title: string): string {
    this.#moves.announced += 1;
    return `announced: ${stateOf(title)}`;
  }

  /** Draws one line for each job: its message, and the states it has been through. */
  lines(): readonly string[] {
    return [...this.#cards.values()].map(({ job, titles }) => {
      const states = titles.map(stateOf);
      const earlier = states.slice(0, -1).map((state) => `${state} → `);
      const now = states.at(-1) ?? '';
      const subject = (titles.at(-1) ?? '').slice(now.length);
      const text = `${paint('gray', earlier.join(''))}${paint('bold', now)}${subject}`;
      return `  ${paint('magenta', '┃')} ${job.padEnd(16)}  ${text}`;
    });
  }

  /**
   * Lists the jobs that do not have exactly one message, or whose message tells of an older event than their newest one.
   *
   * @param newest type of the newest event by job
   */
  faults(newest: ReadonlyMap<string, string>): readonly string[] {
    return [...newest].flatMap(([job, event]) => {
      const cards = [...this.#cards.values()].filter((card) => shortId(card.job) === shortId(job));
      if (cards.length !== 1) return [`${job} has ${cards.length} messages instead of one.`];
      const shown = cards[0]?.event ?? '';
      return shown === event ? [] : [`The message of ${job} tells of ${shown}, not of ${event}.`];
    });
  }
}

/** Returns what a title says of the state: `✅ Video ready` of `✅ Video ready: Netflix · Action Movies`. */
function stateOf(title: string): string {
  return title.split(': ')[0] ?? title;
}
