import { objectIn } from '../../../../adapters/answer-words.js';
import { cleanLine } from '../../../../adapters/clean-text.js';
import type { Answer, NoAnswer } from '../../../delivery/sender/sender.service.js';
import { HOPELESS_MS } from '../backoff.js';
import { askedWaitMs, failure, sentence, unanswered, type ListenerFailure } from '../listener-failure.js';

/** The address of a WebSocket, which works once: a secret; or why there is none. */
export type SlackAddress = { readonly kind: 'address'; readonly url: string } | ListenerFailure;

const TOKEN_ADVICE =
  'Set the option app_token to an app-level token of the app (xapp-…) with the scope connections:write, and turn on Socket Mode.';
const REFUSED: ReadonlySet<string> = new Set(
  'invalid_auth not_authed token_revoked token_expired account_inactive not_allowed_token_type missing_scope no_permission forbidden_team'.split(
    ' ',
  ),
);

/**
 * Reads the answer to `apps.connections.open`. Total over every status and body.
 *
 * @param base address of the Web API: over https, the WebSocket must be secure too
 */
export function slackAddress(answer: Answer | NoAnswer, base: string): SlackAddress {
  if (answer.kind === 'no-answer') return unanswered(answer);
  const { ok, url, error } = objectIn(answer.body) ?? {};
  if (answer.status === 200 && ok === true && typeof url === 'string')
    return isSocket(url, base)
      ? { kind: 'address', url }
      : failure('slack_unexpected_answer', 'Slack named no address of a secure WebSocket.');
  const said = typeof error === 'string' ? cleanLine(error, 80) : '';
  const words = said === '' ? `HTTP ${answer.status} response.` : `Slack says: ${sentence(said)}`;
  if (REFUSED.has(said)) return failure('slack_app_token_refused', `${words} ${TOKEN_ADVICE}`, HOPELESS_MS);
  if (answer.status === 429 || said === 'ratelimited')
    return failure('slack_rate_limited', words, askedWaitMs(answer.headers['retry-after']));
  return failure(said === '' ? `HTTP_${answer.status}` : 'slack_refused', words);
}

/** Explains that Slack ends a connection and asks for no other one. */
export function disconnectFault(reason: string): ListenerFailure {
  if (reason === 'link_disabled')
    return failure(
      'slack_socket_mode_off',
      'Socket Mode of the app was turned off: turn it on at api.slack.com/apps.',
      HOPELESS_MS,
    );
  return failure(
    'slack_disconnected',
    `Slack ended the connection: ${sentence(cleanLine(reason, 80) || 'no reason')}`,
  );
}

/** Tells whether the address at which a press is answered is Slack's own: on the host that the endpoint posts to, or below it. */
export function isResponseUrl(url: string, base: string): boolean {
  const [answered, own] = [URL.parse(url), URL.parse(base)];
  if (!answered || !own || answered.protocol !== own.protocol) return false;
  return answered.hostname === own.hostname || answered.hostname.endsWith(`.${own.hostname}`);
}

function isSocket(url: string, base: string): boolean {
  const protocol = URL.parse(url)?.protocol;
  return protocol === 'wss:' || (protocol === 'ws:' && base.startsWith('http:'));
}
