import { objectIn } from '../../../../adapters/answer-words.js';
import { cleanLine } from '../../../../adapters/clean-text.js';
import { isObject } from '../../../../adapters/plain-value.js';
import type { Answer, NoAnswer } from '../../../delivery/sender/sender.service.js';
import { HOPELESS_MS } from '../backoff.js';
import { askedWaitMs, failure, sentence, unanswered, type ListenerFailure } from '../listener-failure.js';

/** The outcome of a call: its result, or why there is none. */
export type TelegramResult = { readonly kind: 'result'; readonly result: unknown } | ListenerFailure;

/** Wait after a conflict, ms: another program needs the time to end. */
const CONFLICT_MS = 30_000;

/** Reads the answer to a call of Telegram's Bot API. Total over every status and body. */
export function telegramResult(answer: Answer | NoAnswer): TelegramResult {
  if (answer.kind === 'no-answer') return unanswered(answer);
  const body = objectIn(answer.body) ?? {};
  if (answer.status === 200 && body['ok'] === true) return { kind: 'result', result: body['result'] };
  return faultOf(answer, body);
}

function faultOf({ status }: Answer, body: Readonly<Record<string, unknown>>): TelegramResult {
  const said = typeof body['description'] === 'string' ? cleanLine(body['description'], 200) : '';
  const code = Number.isSafeInteger(body['error_code']) ? Number(body['error_code']) : status;
  const words = said === '' ? `HTTP ${status} response.` : `Telegram says: ${sentence(said)}`;
  if (code === 409) return conflict(said, words);
  if (code === 401 || code === 404)
    return failure(
      'telegram_token_refused',
      `${words} Ask @BotFather for the token, and replace it in the URL or the options.`,
      HOPELESS_MS,
    );
  const waitMs = isObject(body['parameters']) ? askedWaitMs(body['parameters']['retry_after']) : 0;
  if (code === 429) return failure('telegram_rate_limited', words, waitMs);
  return failure(said === '' ? `HTTP_${status}` : `telegram_${code}`, words);
}

/** Telegram gives updates to a webhook, or to one poller. */
function conflict(said: string, words: string): TelegramResult {
  return /webhook/i.test(said)
    ? failure(
        'telegram_webhook_set',
        `${words} A webhook is set for this bot: remove it (deleteWebhook of the Bot API), or give the endpoint a bot of its own.`,
        CONFLICT_MS,
      )
    : failure(
        'telegram_other_poller',
        `${words} Another program reads the updates of this bot: stop it, or give the endpoint a bot of its own. Gateways share a bot when they share a database.`,
        CONFLICT_MS,
      );
}
