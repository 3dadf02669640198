import type { MessageRef, Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { isTakenElsewhere, objectIn } from '../answer-words.js';
import { cleanLine } from '../clean-text.js';
import { isObject, numberOf, type PlainObject } from '../plain-value.js';
import { judgeForeign, judgeStatus, refusal, type RefusalKind, retry, unexpected } from '../judgement.js';
import { headerSpan, longest } from '../retry-after.js';
import { spanOf } from '../wait-hint.js';

/** Meanings of Telegram's descriptions, by error code; the first that matches counts. */
const REFUSALS: readonly (readonly [number, RegExp, RefusalKind, string])[] = [
  [400, /upgraded to a supergroup/i, 'gone', 'telegram_chat_upgraded'],
  [400, /chat not found|group is deactivated|peer_id_invalid/i, 'gone', 'telegram_chat_not_found'],
  [400, /thread not found|topic_(closed|deleted)/i, 'rejected', 'telegram_topic_not_found'],
  [400, /rights|chat_write_forbidden|chat_admin_required/i, 'rejected', 'telegram_no_rights'],
  [400, /message to edit not found|message_id_invalid/i, 'message-gone', 'telegram_message_gone'],
  [400, /message can't be edited/i, 'message-closed', 'telegram_message_closed'],
  [400, /./, 'rejected', 'telegram_bad_request'],
  [401, /./, 'gone', 'telegram_token_refused'],
  [
    403,
    /blocked|kicked|deactivated|not a member|was deleted|can't (initiate|send)/i,
    'gone',
    'telegram_bot_removed',
  ],
  [403, /./, 'rejected', 'telegram_no_rights'],
  [404, /^not found/i, 'gone', 'telegram_token_refused'],
];

/**
 * Telegram answers with JSON, whose `error_code` and `description` decide. What has no such form came from something in between, and is
 * judged by its status.
 */
export function judgeTelegram(response: TargetResponse): Outcome {
  const answer = objectIn(response.body) ?? {};
  const { status } = response;
  if (status >= 200 && status < 300 && answer['ok'] !== false) return judgeSuccess(response, answer);
  const { description } = answer;
  const code = numberOf(answer['error_code']);
  const ofTelegram = typeof description === 'string' && code >= 400 && status >= 200;
  if (!ofTelegram) return judgeForeign(response);
  return judgeError(response, code, cleanLine(description, 200), parametersOf(answer));
}

function judgeSuccess(response: TargetResponse, answer: PlainObject): Outcome {
  if (answer['ok'] === true) {
    const ref = refOf(answer['result']);
    return ref ? { kind: 'delivered', ref } : { kind: 'delivered' };
  }
  if (isTakenElsewhere(response)) return { kind: 'delivered' };
  return unexpected(response);
}

/** Reads the name of the message, by which it can be edited. */
function refOf(result: unknown): MessageRef | null {
  if (!isObject(result)) return null;
  const chat = result['chat'];
  const messageId = numberOf(result['message_id']);
  const chatId = isObject(chat) ? numberOf(chat['id']) : Number.NaN;
  return Number.isNaN(messageId) || Number.isNaN(chatId)
    ? null
    : { chat_id: String(chatId), message_id: String(messageId) };
}

function parametersOf(answer: PlainObject): PlainObject {
  return isObject(answer['parameters']) ? answer['parameters'] : {};
}

function judgeError(
  response: TargetResponse,
  code: number,
  description: string,
  parameters: PlainObject,
): Outcome {
  const hint = longest([headerSpan(response), spanOf(parameters['retry_after'], response.receivedAt)]);
  if (code === 429) return retry(response, { hint, slowDown: true, detail: description });
  // An edit that changes nothing has nothing left to do.
  if (code === 400 && /message is not modified/i.test(description)) return { kind: 'delivered' };
  const words = description.replace(/^(bad request|forbidden|unauthorized|conflict): /i, '');
  const found = REFUSALS.find(([status, said]) => status === code && said.test(words));
  if (!found) return judgeStatus(response, { hint }) ?? retry(response, { hint, detail: description });
  const [, , kind, name] = found;
  const moved = parameters['migrate_to_chat_id'];
  const detail = moved === undefined ? words : `${words} (new chat_id: ${cleanLine(String(moved), 30)})`;
  return refusal(kind, response, name, detail);
}
