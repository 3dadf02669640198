import { Logger } from '@nestjs/common';
import { fit } from '../../../../adapters/fit.js';
import { GatewayError } from '../../../model/gateway-error.js';
import type { UpkeepStore } from '../../../store/upkeep-store.js';
import { pauseFor } from '../../../timing/pause-for.js';
import { steadyNow } from '../../../timing/steady-now.js';
import type { ButtonPresses } from '../../press/button-presses.service.js';
import { TRY_AGAIN, WENT_WRONG, type PressAnswer } from '../../press/button-words.js';
import { backoffMs } from '../backoff.js';
import type { ButtonListener, ListenerTarget } from '../button-listener.js';
import { Leadership } from '../leadership.js';
import { failure, type ListenerFailure } from '../listener-failure.js';
import type { ListenerFault, ListenerStatus } from '../listener-status.js';
import type { PlatformCalls } from '../platform-calls.js';
import { telegramResult, type TelegramResult } from './telegram-answer.js';
import { updatesOf, type TelegramPress, type TelegramUpdate } from './telegram-updates.js';

/** Time for which Telegram holds a request open while there is nothing to tell, s. */
const POLL_S = 20;
/** Time beyond it in which the answer must be there, ms. */
const ANSWER_MS = 10_000;
/** Updates of one answer. */
const UPDATES_MAX = 10;
/** Longest text that Telegram shows of an answer to a press, characters. */
const TEXT_MAX = 200;
/** Time after which a node that does not lead asks again, ms. */
const FOLLOW_MS = 5_000;
/** Time after which a press is tried again while the same action is under way elsewhere, ms; and how often. */
const UNDER_WAY_MS = 5_000;
const UNDER_WAY_TRIES = 14;
/** Wait after a poll that told nothing new and ended early, ms: a server that does not wait is not asked all the time. */
const IDLE_MS = 1_000;

const NO_STORE: ListenerFault = { code: 'store_unavailable', message: 'The store does not answer.' };

export interface TelegramListenerParts {
  readonly target: ListenerTarget;
  readonly calls: PlatformCalls;
  readonly presses: Pick<ButtonPresses, 'press'>;
  readonly store: Pick<UpkeepStore, 'acquireLeadership'>;
  readonly status: ListenerStatus;
}

/**
 * Hears of presses by long polling (`getUpdates`). Telegram tells of an update until a larger one is asked for: that is done only when the
 * press has been carried out, so a press is neither lost nor done twice over a restart. One of all gateways polls, under a lease in the
 * store, because Telegram allows one poller of a bot; a gateway that cannot reach Telegram lets others try.
 */
export class TelegramListener implements ButtonListener {
  readonly #logger = new Logger('Buttons');
  readonly #leadership: Leadership;
  readonly #parts: TelegramListenerParts;
  /** Id of the next update; 0: all are acknowledged. */
  #offset = 0;
  #failures = 0;

  constructor(parts: TelegramListenerParts) {
    this.#parts = parts;
    this.#leadership = new Leadership(parts.store, `buttons ${parts.target.key}`);
  }

  get status(): ListenerStatus {
    return this.#parts.status;
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const round: { end: ListenerFailure | null } = { end: null };
      const led = await this.#leadership.lead(async (until) => {
        round.end = await this.#listen(until);
      }, signal);
      if (signal.aborted) return;
      if (led === false) this.status.standby();
      if (led === null) this.status.failing(NO_STORE, FOLLOW_MS);
      await pauseFor(led ? this.#waitAfter(round.end) : FOLLOW_MS, signal);
    }
  }

  #waitAfter(end: ListenerFailure | null): number {
    if (end === null) return FOLLOW_MS;
    this.#failures += 1;
    const waitMs = Math.max(end.waitMs, backoffMs(this.#failures, Math.random()));
    this.status.failing(end.fault, waitMs);
    return waitMs;
  }

  /** Polls until the signal is aborted (null), or until a fault. */
  async #listen(signal: AbortSignal): Promise<ListenerFailure | null> {
    // The first answer comes at once, and tells whether the bot can be heard.
    for (let waitS = 0; !signal.aborted; waitS = POLL_S) {
      const begunAt = steadyNow();
      const polled = await this.#call('getUpdates', this.#question(waitS), { waitS, signal });
      if (polled === null) return null;
      if (polled.kind === 'fault') return polled;
      const told = updatesOf(polled.result);
      const updates = told.filter(({ id }) => id >= this.#offset);
      // All updates are acknowledged. After a week without updates Telegram numbers them anew, from anywhere.
      if (told.length === 0) this.#offset = 0;
      const fault = await this.#handle(updates, signal);
      if (fault !== null) return fault;
      this.#failures = 0;
      this.status.connected();
      const isIdle = updates.length === 0 && waitS > 0;
      if (isIdle && steadyNow() - begunAt < IDLE_MS) await pauseFor(IDLE_MS, signal);
    }
    return null;
  }

  #question(timeout: number): object {
    const offset = this.#offset === 0 ? {} : { offset: this.#offset };
    return { ...offset, timeout, limit: UPDATES_MAX, allowed_updates: ['callback_query'] };
  }

  /** Carries out the presses of a batch, and acknowledges those that are done. Returns the fault of the store that kept it from more. */
  async #handle(updates: readonly TelegramUpdate[], signal: AbortSignal): Promise<ListenerFailure | null> {
    const answers: Promise<unknown>[] = [];
    const late: TelegramPress[] = [];
    try {
      for (const { id, press } of updates) {
        if (signal.aborted) return null;
        if (press) {
          const answer = await this.#press(press);
          if (answer.pending) late.push(press);
          else answers.push(this.#answer(press, answer, signal));
        }
        if (late.length === 0) this.#offset = id + 1;
      }
      for (const press of late)
        answers.push(this.#answer(press, await this.#pressLate(press, signal), signal));
      const last = updates.at(-1);
      if (last && !signal.aborted) this.#offset = last.id + 1;
      return null;
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      return failure(error.code, `The press could not be stored: ${error.message}`);
    } finally {
      await Promise.all(answers);
    }
  }

  /** Presses again until it is known what came of the press that is under way: a gateway that died may have begun it. */
  async #pressLate(press: TelegramPress, signal: AbortSignal): Promise<PressAnswer> {
    let answer: PressAnswer = TRY_AGAIN;
    for (let tries = 0; tries < UNDER_WAY_TRIES && !signal.aborted; tries++) {
      await pauseFor(UNDER_WAY_MS, signal);
      if (signal.aborted) break;
      answer = await this.#press(press);
      if (!answer.pending) break;
    }
    return answer;
  }

  /** @throws GatewayError where the store fails */
  async #press(press: TelegramPress): Promise<PressAnswer> {
    try {
      return await this.#parts.presses.press({ ...press, source: this.#parts.target.key });
    } catch (error) {
      if (error instanceof GatewayError) throw error;
      this.#logger.error({ err: error }, 'A press of a button failed');
      return WENT_WRONG;
    }
  }

  /** Shows the person what came of the press. Where that fails, the press counts all the same. */
  async #answer({ queryId }: TelegramPress, { done, text }: PressAnswer, signal: AbortSignal): Promise<void> {
    const body = { callback_query_id: queryId, text: fit(text, TEXT_MAX), show_alert: !done };
    const result = await this.#call('answerCallbackQuery', body, { waitS: 0, signal });
    if (result?.kind === 'fault')
      this.#logger.debug(`A press could not be answered: ${result.fault.message}`);
  }

  /** Calls a method of the bot; null where the signal was aborted. */
  async #call(
    method: string,
    body: object,
    { waitS, signal }: { readonly waitS: number; readonly signal: AbortSignal },
  ): Promise<TelegramResult | null> {
    const { calls, target } = this.#parts;
    const timeoutMs = waitS * 1_000 + ANSWER_MS;
    const answer = await calls.post({ url: target.base + method, body, timeoutMs, signal });
    if (answer === null) return null;
    const result = telegramResult(answer);
    if (result.kind === 'result') return result;
    return { ...result, fault: { ...result.fault, message: calls.masked(result.fault.message) } };
  }
}
