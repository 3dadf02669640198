import type { Answer, Behaviour, Received } from './receiver.ts';

/** A message as the channel shows it now, and all that it showed before. */
export interface ShownMessage {
  readonly id: string;
  /** Texts of the message after the post and after each edit: title of the embed, or content. */
  readonly said: string[];
  /** Body of the request that gave it its present form. */
  body: string;
}

const WEBHOOK = '/api/webhooks/1/token';
/** An answer of Discord: JSON with a status. */
export type DiscordAnswer = Exclude<Answer, number | 'handled'>;

const UNKNOWN_MESSAGE = { message: 'Unknown Message', code: 10008 };

/** A channel that behaves as Discord does for one webhook: it keeps messages, takes edits, and knows what was deleted. */
export class DiscordChannel {
  /** In the order of their posts, deleted ones included. */
  readonly posted: ShownMessage[] = [];
  readonly #deleted = new Set<string>();
  #next = 1_100_000_000_000_000_000n;
  /** Answers in the channel's place: a status, or undefined where the channel answers. */
  trouble: (request: Received) => Answer | undefined | Promise<Answer | undefined> = () => undefined;

  /** The address as an endpoint names it. */
  static url(origin: string): string {
    return `discord+${origin}${WEBHOOK}`;
  }

  readonly behaviour: Behaviour = async (request) => (await this.trouble(request)) ?? this.answer(request);

  /** Messages that are there now. */
  get messages(): readonly ShownMessage[] {
    return this.posted.filter(({ id }) => !this.#deleted.has(id));
  }

  delete({ id }: ShownMessage): void {
    this.#deleted.add(id);
  }

  /** Takes the request as Discord would. */
  answer({ method, path, body }: Pick<Received, 'method' | 'path' | 'body'>): DiscordAnswer {
    const [route = ''] = path.split('?');
    const said = saidBy(body);
    if (method === 'POST' && route === WEBHOOK) {
      const id = String(this.#next++);
      this.posted.push({ id, said: [said], body });
      return json(200, { id, channel_id: '1000000000000000001' });
    }
    const id = route.startsWith(`${WEBHOOK}/messages/`) ? route.slice(route.lastIndexOf('/') + 1) : '';
    const message = this.messages.find((one) => one.id === id);
    if (method !== 'PATCH' || !message) return json(404, UNKNOWN_MESSAGE);
    message.said.push(said);
    message.body = body;
    return json(200, { id, channel_id: '1000000000000000001' });
  }
}

function saidBy(body: string): string {
  const { embeds: [embed] = [], content = '' } = JSON.parse(body) as {
    embeds?: readonly { title: string }[];
    content?: string;
  };
  return embed?.title ?? content;
}

function json(status: number, body: object): DiscordAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
