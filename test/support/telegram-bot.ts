import type { ServerResponse } from 'node:http';
import { Receiver, type Received } from './receiver.js';
import { until } from './until.js';

/** A press as the server tells of it. */
export interface TelegramPress {
  /** Data of the button. */
  readonly data: string;
  readonly chatId?: number;
  readonly from?: object;
  /** Id of the callback query; by default one that was not used before. */
  readonly queryId?: string;
}

/** An answer that the server gives once to `getUpdates` in the place of updates. */
interface Refused {
  readonly status: number;
  readonly body: object;
}

interface Waiting {
  readonly offset: number;
  readonly limit: number;
  readonly response: ServerResponse;
}

const ANA = { id: 4711, is_bot: false, first_name: 'Ana', last_name: 'Silva', username: 'ana' };

/**
 * A Bot API server for one bot, as the documents of Telegram describe it: it keeps updates until a larger `offset` is asked for, holds
 * `getUpdates` open while there are none, and lets the newest of several pollers have its way (409 for the one before).
 */
export class TelegramBot {
  /** Answers to presses, in the order in which they came. */
  readonly answers: {
    readonly callback_query_id: string;
    readonly text: string;
    readonly show_alert: boolean;
  }[] = [];
  /** Requests of `getUpdates`. */
  readonly polls: {
    readonly offset?: number;
    readonly timeout: number;
    readonly allowed_updates: string[];
  }[] = [];
  #updates: { readonly update_id: number }[] = [];
  #nextId = 1_000;
  #waiting: Waiting | null = null;
  #refusals: Refused[] = [];
  /** Updates that were acknowledged. */
  acknowledged = 0;
  /** While true, answers to presses get no response. */
  holdAnswers = false;

  private constructor(
    readonly token: string,
    private readonly receiver: Receiver,
  ) {}

  /** Starts a server through the stage, which ends it. */
  static async start(
    stage: { receiver(behaviour: Parameters<typeof Receiver.start>[0]): Promise<Receiver> },
    token: string,
  ): Promise<TelegramBot> {
    const bot: { current: TelegramBot | null } = { current: null };
    const receiver = await stage.receiver((received, response) => bot.current!.#serve(received, response));
    return (bot.current = new TelegramBot(token, receiver));
  }

  /** The URL of an endpoint that posts to the chat. */
  url(chatId: number | string = -100200): string {
    return `telegram+http://127.0.0.1:${this.receiver.port}/bot${this.token}/sendMessage?chat_id=${chatId}`;
  }

  /** Whether a poller waits for updates. */
  get waiting(): boolean {
    return this.#waiting !== null;
  }

  get messages(): readonly Received[] {
    return this.receiver.requests.filter(({ path }) => path.endsWith('/sendMessage'));
  }

  /** Waits for a message with this text, and returns the data of its buttons. */
  async buttons(text: string): Promise<string[]> {
    return until(`a message with “${text}” and buttons`, () => {
      const found = this.messages.findLast(({ body }) => body.includes(text));
      const rows = (found && (JSON.parse(found.body) as Message).reply_markup?.inline_keyboard) ?? [];
      const data = rows.flat().flatMap((button) => button.callback_data ?? []);
      return data.length > 0 && data;
    });
  }

  /** Tells of a press, and returns the id by which it is answered. */
  press({ data, chatId = -100200, from = ANA, queryId = `q${this.#nextId}` }: TelegramPress): string {
    const message = {
      message_id: 7,
      date: 1_767_225_600,
      chat: { id: chatId, type: 'supergroup', title: 'Jobs' },
    };
    this.tell({ callback_query: { id: queryId, from, message, chat_instance: '1', data } });
    return queryId;
  }

  /** Tells of an update of any shape. */
  tell(update: object): void {
    this.#updates.push({ update_id: this.#nextId++, ...update });
    this.#wake();
  }

  /** Refuses the next request for updates, also the one that waits now. */
  refuse(status: number, body: object): void {
    this.#refusals.push({ status, body });
    this.#wake();
  }

  /** Numbers the next updates from here, as Telegram does after a week without any. */
  renumber(id: number): void {
    this.#nextId = id;
  }

  /** Answers the poll that waits, with the updates that there are, before its time is over. */
  endPoll(): void {
    this.#wake(true);
  }

  /** Waits for the answer to a press. */
  async answerTo(queryId: string): Promise<{ readonly text: string; readonly show_alert: boolean }> {
    return until(`an answer to ${queryId}`, () =>
      this.answers.find(({ callback_query_id: id }) => id === queryId),
    );
  }

  #serve(received: Received, response: ServerResponse): 'handled' | { status: number; body: string } {
    const method = new RegExp(`^/bot${this.token}/(\\w+)$`).exec(received.path.split('?')[0]!)?.[1];
    const body = JSON.parse(received.body || '{}') as Record<string, never>;
    switch (method) {
      case 'sendMessage':
      case 'editMessageText':
        return answer({ message_id: 7, chat: { id: -100200 } });
      case 'answerCallbackQuery':
        if (this.holdAnswers) return 'handled';
        this.answers.push(body as never);
        return answer(true);
      case 'getUpdates':
        return this.#poll(body, response);
      default:
        return {
          status: 404,
          body: JSON.stringify({ ok: false, error_code: 404, description: 'Not Found' }),
        };
    }
  }

  #poll(
    { offset = 0, timeout = 0, limit = 100, ...rest }: Record<string, number>,
    response: ServerResponse,
  ): 'handled' {
    this.polls.push({ offset, timeout, ...rest } as never);
    const before = this.#updates.length;
    this.#updates = this.#updates.filter(({ update_id: id }) => id >= offset);
    this.acknowledged += before - this.#updates.length;
    this.#refuse(this.#waiting, 409, {
      description:
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    this.#waiting = { offset, limit, response };
    const overdue = setTimeout(
      () => this.#waiting?.response === response && this.#wake(true),
      timeout * 1_000,
    ).unref();
    response.on('close', () => {
      clearTimeout(overdue);
      if (this.#waiting?.response === response) this.#waiting = null;
    });
    if (timeout === 0 || this.#updates.length > 0 || this.#refusals.length > 0) this.#wake(true);
    return 'handled';
  }

  #wake(now = false): void {
    const waiting = this.#waiting;
    if (!waiting) return;
    const refusal = this.#refusals.shift();
    if (refusal) return this.#refuse(waiting, refusal.status, refusal.body);
    if (!now && this.#updates.length === 0) return;
    this.#waiting = null;
    waiting.response.end(JSON.stringify({ ok: true, result: this.#updates.slice(0, waiting.limit) }));
  }

  #refuse(waiting: Waiting | null, status: number, body: object): void {
    if (!waiting) return;
    this.#waiting = null;
    waiting.response.writeHead(status, { 'content-type': 'application/json' });
    waiting.response.end(JSON.stringify({ ok: false, error_code: status, ...body }));
  }
}

interface Message {
  readonly reply_markup?: {
    readonly inline_keyboard: readonly (readonly { readonly callback_data?: string }[])[];
  };
}

function answer(result: unknown): { status: number; body: string } {
  return { status: 200, body: JSON.stringify({ ok: true, result }) };
}
