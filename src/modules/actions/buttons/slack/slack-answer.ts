import { objectIn } from '../../../../adapters/answer-words.js';
import { cleanLine } from '../../../../adapters/clean-text.js';
import type { Answer, NoAnswer } from '../../../delivery/sender/sender.service.js';
import { faultText } from '../../../model/fault-text.js';
import { HOPELESS_MS } from '../backoff.js';
import type { ListenerFault } from '../listener-status.js';

/** The end of a try to be connected: why, and how long to wait at least. */
export interface SlackFault {
  readonly kind: 'fault';
  readonly fault: ListenerFault;
  readonly waitMs: number;
}

/** The address of a WebSocket, which works once: a secret; or why there is none. */
export type SlackAddress = { readonly kind: 'address'; readonly url: string } | SlackFault;

const TOKEN_ADVICE =
  'Set the option app_token to an app-level token of the app (xapp-…) with the scope connections:write, and turn on Socket Mode.';
const REFUSED: ReadonlySet<string> = new Set(
  'invalid_auth not_authed token_revoked token_expired account_inactive not_allowed_token_type missing_scope no_permission forbidden_team'.split(
    ' ',
  ),
);
/** Longest wait that Slack may ask for, ms. */
const WAIT_MAX_MS = 3_600_000;

/**
 * Reads the answer to `apps.connections.open`. Total over every status and body.
 *
 * @param base address of the Web API: over https, the WebSocket must be secure too
 */
export function slackAddress(answer: Answer | NoAnswer, base: string): SlackAddress {
  if (answer.kind === 'no-answer') return slackFault(answer.fault.code, sentence(faultText(answer.fault)));
  const { ok, url, error } = objectIn(answer.body) ?? {};
  if (answer.status === 200 && ok === true && typeof url === 'string')
    return isSocket(url, base)
      ? { kind: 'address', url }
      : slackFault('slack_unexpected_answer', 'Slack named no address of a secure WebSocket.');
  const said = typeof error === 'string' ? cleanLine(error, 80) : '';
  const words = said === '' ? `HTTP ${answer.status} response.` : `Slack says: ${said}.`;
  if (REFUSED.has(said))
    return slackFault('slack_app_token_refused', `${words} ${TOKEN_ADVICE}`, HOPELESS_MS);
  if (answer.status === 429 || said === 'ratelimited')
    return slackFault('slack_rate_limited', words, waitOf(answer.headers['retry-after']));
  return slackFault(said === '' ? `HTTP_${answer.status}` : 'slack_refused', words);
}

/** Explains that Slack ends a connection and asks for no other one. */
export function disconnectFault(reason: string): SlackFault {
  if (reason === 'link_disabled')
    return slackFault(
      'slack_socket_mode_off',
      'Socket Mode of the app was turned off: turn it on at api.slack.com/apps.',
      HOPELESS_MS,
    );
  return slackFault(
    'slack_disconnected',
    `Slack ended the connection: ${cleanLine(reason, 80) || 'no reason'}.`,
  );
}

export function slackFault(code: string, message: string, waitMs = 0): SlackFault {
  return { kind: 'fault', fault: { code, message }, waitMs };
}

/** Ends a text with a full stop. */
export function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
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

function waitOf(seconds: string | undefined): number {
  const wait = Number(seconds);
  return wait > 0 ? Math.min(WAIT_MAX_MS, wait * 1_000) : 0;
}
