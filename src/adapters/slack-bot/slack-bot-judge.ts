import type { MessageRef, Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { isTakenElsewhere, objectIn } from '../answer-words.js';
import { cleanLine } from '../clean-text.js';
import type { PlainObject } from '../plain-value.js';
import { judgeForeign, refusal, type RefusalKind, retry, unexpected } from '../judgement.js';
import { headerSpan } from '../retry-after.js';

type Kind = RefusalKind | 'retry' | 'slow-down';

/** Meanings of Slack's error codes, with the code that people see explained; any other refuses the message. */
const MEANINGS: readonly (readonly [Kind, string, string])[] = [
  ['slow-down', 'slack_rate_limited', 'ratelimited rate_limited message_limit_exceeded'],
  [
    'retry',
    'slack_failed',
    'internal_error fatal_error service_unavailable request_timeout team_added_to_org accesslimited',
  ],
  ['gone', 'slack_invalid_auth', 'invalid_auth not_authed'],
  ['gone', 'slack_token_revoked', 'token_revoked token_expired'],
  ['gone', 'slack_account_inactive', 'account_inactive'],
  [
    'gone',
    'slack_no_permission',
    'no_permission org_login_required ekm_access_denied team_access_not_granted enterprise_is_restricted',
  ],
  ['gone', 'slack_channel_not_found', 'channel_not_found'],
  ['gone', 'slack_is_archived', 'is_archived'],
  ['rejected', 'slack_missing_scope', 'missing_scope'],
  ['rejected', 'slack_not_in_channel', 'not_in_channel'],
  [
    'rejected',
    'slack_restricted',
    'restricted_action messages_tab_disabled cannot_reply_to_message thread_locked',
  ],
  ['message-gone', 'slack_message_gone', 'message_not_found'],
  ['message-closed', 'slack_message_closed', 'cant_update_message edit_window_closed is_inactive'],
];
const BY_CODE = new Map(
  MEANINGS.flatMap(([kind, name, codes]) => codes.split(' ').map((code) => [code, { kind, name }] as const)),
);

/** The meaning of any other code. */
const OTHERS = { kind: 'rejected', name: 'slack_refused' } as const;

/** Returns the code that a longer one belongs to: Slack has a `restricted_action_…` for each rule of a workspace. */
const familyOf = (code: string): string =>
  code.startsWith('restricted_action_') ? 'restricted_action' : code;

/** The Web API answers 200 whatever happened: `ok` and `error` decide. What has no such form came from something in between. */
export function judgeSlackBot(response: TargetResponse): Outcome {
  const answer = objectIn(response.body) ?? {};
  const { status } = response;
  const isJudged = status >= 200 && status < 500 && (status < 300 || status >= 400);
  if (isJudged && answer['ok'] === false && typeof answer['error'] === 'string')
    return judgeError(response, cleanLine(answer['error'], 80), answer);
  if (status >= 200 && status < 300) return judgeSuccess(response, answer);
  return judgeForeign(response);
}

function judgeSuccess(response: TargetResponse, answer: PlainObject): Outcome {
  if (answer['ok'] === true) {
    const ref = refOf(answer);
    return ref ? { kind: 'delivered', ref } : { kind: 'delivered' };
  }
  if (isTakenElsewhere(response)) return { kind: 'delivered' };
  return unexpected(response);
}

/** Reads the name of the message: an edit wants the id of the channel, whatever name it was posted to. */
function refOf({ channel, ts }: PlainObject): MessageRef | null {
  if (typeof channel !== 'string' || !/^[A-Z0-9]{5,30}$/.test(channel)) return null;
  return typeof ts === 'string' && /^\d{1,15}\.\d{1,10}$/.test(ts) ? { channel, ts } : null;
}

function judgeError(response: TargetResponse, code: string, answer: PlainObject): Outcome {
  const { kind, name } = BY_CODE.get(code) ?? BY_CODE.get(familyOf(code)) ?? OTHERS;
  const detail = detailOf(code, answer);
  const hint = headerSpan(response);
  if (kind === 'retry' || kind === 'slow-down')
    return retry(response, { code: name, detail, hint, slowDown: kind === 'slow-down' });
  return refusal(kind, response, name, detail);
}

/** Slack's code, with the scope that is needed or what is wrong with the message, where Slack says so. */
function detailOf(code: string, { needed, response_metadata: metadata }: PlainObject): string {
  const said = typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'messages') : null;
  const words = Array.isArray(said) ? said.filter((one) => typeof one === 'string').join('; ') : '';
  const scope = typeof needed === 'string' ? `needs ${needed}` : '';
  return [code, cleanLine(scope, 100), cleanLine(words, 200)].filter(Boolean).join(': ');
}
