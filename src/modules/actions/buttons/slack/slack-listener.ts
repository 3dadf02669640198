import { Logger } from '@nestjs/common';
import { withEntities } from '../../../../adapters/entities.js';
import { fit } from '../../../../adapters/fit.js';
import type { Sockets } from '../../../delivery/sender/sockets.service.js';
import { GatewayError } from '../../../model/gateway-error.js';
import { aborted, pauseFor } from '../../../timing/pause-for.js';
import { steadyNow } from '../../../timing/steady-now.js';
import type { ButtonPresses } from '../../press/button-presses.service.js';
import { TRY_AGAIN, WENT_WRONG, type PressAnswer } from '../../press/button-words.js';
import { backoffMs } from '../backoff.js';
import type { ButtonListener, ListenerTarget } from '../button-listener.js';
import type { ListenerFailure } from '../listener-failure.js';
import type { ListenerStatus } from '../listener-status.js';
import type { PlatformCalls } from '../platform-calls.js';
import { isResponseUrl, slackAddress } from './slack-answer.js';
import { SlackConnection } from './slack-connection.js';
import type { SlackPress } from './slack-envelope.js';

/** Time in which a call of the Web API must be answered, ms. */
const CALL_MS = 10_000;
/** Time in which Slack must take the answer to a press, ms: the stop of the gateway waits for it. */
const ANSWER_MS = 5_000;
/** Time after which a press is acknowledged, though it is still being carried out, ms: Slack waits three seconds. */
const ACKNOWLEDGE_MS = 2_000;
/** Presses that are carried out at once; further ones are acknowledged and dropped. */
const UNDER_WAY_MAX = 50;
/** Time after which a connection counts as a success, ms. */
const STABLE_MS = 30_000;
/** Longest answer to a press, characters. */
const TEXT_MAX = 500;

export interface SlackListenerParts {
  readonly target: ListenerTarget;
  readonly calls: PlatformCalls;
  readonly sockets: Pick<Sockets, 'open'>;
  readonly presses: Pick<ButtonPresses, 'press'>;
  readonly status: ListenerStatus;
  /** Names the gateway in requests. */
  readonly agent: string;
}

/**
 * Hears of presses over WebSockets that it opens to Slack (Socket Mode). Slack tells one of an app's connections of each press, so every
 * gateway has its own. Slack renews connections: the next one is open before the last one ends.
 */
export class SlackListener implements ButtonListener {
  readonly #logger = new Logger('Buttons');
  readonly #parts: SlackListenerParts;
  readonly #underWay = new Set<Promise<void>>();
  #failures = 0;
  /** Resolves when the listener is to end. */
  #ended: Promise<null> = new Promise(() => undefined);

  constructor(parts: SlackListenerParts) {
    this.#parts = parts;
  }

  get status(): ListenerStatus {
    return this.#parts.status;
  }

  async run(signal: AbortSignal): Promise<void> {
    this.#ended = aborted(signal);
    while (!signal.aborted) {
      const connection = await this.#connect(signal);
      const begunAt = steadyNow();
      const end = connection instanceof SlackConnection ? await this.#serve(connection, signal) : connection;
      // A connection that breaks off at once is no success: it is not made again all the time.
      if (steadyNow() - begunAt > STABLE_MS) this.#failures = 0;
      if (end !== null) await pauseFor(this.#failed(end), signal);
    }
    await Promise.all(this.#underWay);
  }

  /** Serves until Slack can no longer be heard; null where the signal was aborted. */
  async #serve(first: SlackConnection, signal: AbortSignal): Promise<ListenerFailure | null> {
    for (let current = first; ;) {
      const end = await Promise.race([current.leaving, this.#ended]);
      if (signal.aborted || !end) {
        await this.#retire(current);
        return null;
      }
      if (end.kind === 'fault') return end;
      const next = await this.#replace(current, signal);
      if (!(next instanceof SlackConnection)) {
        if (signal.aborted) await this.#retire(current);
        return next;
      }
      void this.#retire(current);
      current = next;
    }
  }

  /** Ends a connection once all that it has told is carried out, and acknowledged on it. */
  async #retire(connection: SlackConnection): Promise<void> {
    await Promise.all(this.#underWay);
    connection.close();
    await connection.closed;
  }

  /** Opens the next connection while the last one serves on; tries until that one is over. */
  async #replace(
    last: SlackConnection,
    signal: AbortSignal,
  ): Promise<SlackConnection | ListenerFailure | null> {
    const over = new AbortController();
    const lost = last.closed.then((fault) => (over.abort(), fault));
    for (let failures = 1; ; failures++) {
      const next = await this.#connect(signal);
      if (next === null || next instanceof SlackConnection) return next;
      const waitMs = Math.max(next.waitMs, backoffMs(failures, Math.random()));
      await pauseFor(waitMs, AbortSignal.any([signal, over.signal]));
      if (signal.aborted) return null;
      if (over.signal.aborted) return lost;
    }
  }

  /** Opens a connection and waits until Slack has greeted; null where the signal was aborted. */
  async #connect(signal: AbortSignal): Promise<SlackConnection | ListenerFailure | null> {
    const { calls, target, sockets, agent } = this.#parts;
    const answer = await calls.post({
      url: `${target.base}apps.connections.open`,
      headers: { Authorization: `Bearer ${target.token}` },
      body: {},
      timeoutMs: CALL_MS,
      signal,
    });
    if (answer === null) return null;
    const address = slackAddress(answer, target.base);
    if (address.kind === 'fault') return address;
    const { trusted, tls } = target;
    const connection = new SlackConnection(
      sockets,
      { url: address.url, headers: { 'User-Agent': agent }, trusted, tls },
      (from, id, press) => this.#told(from, id, press),
    );
    const fault = await Promise.race([connection.greeted, this.#ended]);
    if (signal.aborted) {
      await this.#retire(connection);
      return null;
    }
    if (fault) return fault;
    this.status.connected();
    return connection;
  }

  #failed({ fault, waitMs }: ListenerFailure): number {
    this.#failures += 1;
    const wait = Math.max(waitMs, backoffMs(this.#failures, Math.random()));
    const { code, message } = fault;
    this.status.failing({ code, message: this.#parts.calls.masked(message) }, wait);
    return wait;
  }

  #told(connection: SlackConnection, id: string, press: SlackPress | null): void {
    if (press === null || this.#underWay.size >= UNDER_WAY_MAX) {
      if (press !== null) this.#logger.warn('A press of a button was dropped: too many are under way');
      return connection.acknowledge(id);
    }
    const work = this.#carryOut(connection, id, press).finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  /** Never rejects. */
  async #carryOut(connection: SlackConnection, id: string, press: SlackPress): Promise<void> {
    const soon = new AbortController();
    const pressed = this.#press(press).finally(() => soon.abort());
    await pauseFor(ACKNOWLEDGE_MS, soon.signal);
    connection.acknowledge(id);
    await this.#answer(press, await pressed);
  }

  async #press(press: SlackPress): Promise<PressAnswer> {
    try {
      return await this.#parts.presses.press({ ...press, source: this.#parts.target.key });
    } catch (error) {
      this.#logger.error({ err: error }, 'A press of a button failed');
      return error instanceof GatewayError ? TRY_AGAIN : WENT_WRONG;
    }
  }

  /** Shows the person alone what came of the press. Where that fails, the press counts all the same. */
  async #answer({ responseUrl: url }: SlackPress, { text }: PressAnswer): Promise<void> {
    const { calls, target } = this.#parts;
    if (url === null || !isResponseUrl(url, target.base)) return;
    const body = {
      response_type: 'ephemeral',
      replace_original: false,
      // Slack reads these three signs as markup of links and mentions.
      text: fit(text, TEXT_MAX, (part) => withEntities(part, /[&<>]/g)),
    };
    const answer = await calls.post({ url, body, timeoutMs: ANSWER_MS });
    if (answer?.kind !== 'answer' || answer.status >= 300)
      this.#logger.debug('A press could not be answered in Slack');
  }
}
