import { reasonText } from '../modules/model/fault-text.js';
import { LATER_RETRY, type Explained } from './adapter.js';
import { ADAPTERS } from './registry.js';

/** Meaning of a failure, and the remedy, in two sentences for people. */
export interface Explanation {
  readonly summary: string;
  readonly nextStep: string;
}

/** A failure as it is recorded. */
export interface Failure {
  /** Code, short and stable: `ECONNREFUSED`, `HTTP_404`, `no_service`, `DISCORD_10015`. */
  readonly code: string | null;
  /** HTTP status; null where no answer came. */
  readonly status?: number | null;
}

const RECEIVER_LOG = 'look into the log of the receiver for the cause';

/** Explanations of failures on the way to the target, by the code of the operating system or the gateway. */
const NETWORK: Readonly<Record<string, Explained>> = {
  ECONNREFUSED: [
    'Nothing accepts connections at this address and port.',
    'Check that the receiver is running and that host and port of the URL are right.',
  ],
  ENOTFOUND: [
    'The host name of the URL does not exist in DNS.',
    'Check the spelling of the host name, and that its DNS entry exists.',
  ],
  EAI_AGAIN: [
    'The host name could not be resolved: the name server did not answer.',
    `${LATER_RETRY}; if none does, check the DNS settings of the machine that the gateway runs on.`,
  ],
  ETIMEDOUT: [
    'The connection could not be established in time.',
    'Check that the receiver is up and that no firewall drops connections from the gateway.',
  ],
  handshake_refused: [
    'The receiver has not given its permission for deliveries.',
    'Let the receiver answer OPTIONS with WebHook-Allowed-Origin, or turn the option handshake off.',
  ],
  TIMEOUT: [
    'The receiver did not respond within the timeout of the endpoint.',
    'Let the receiver respond first and work afterwards, or raise the timeout of the endpoint.',
  ],
  ECONNRESET: [
    'The receiver closed the connection before it responded.',
    `${LATER_RETRY}; if none does, ${RECEIVER_LOG}, and check proxies in between.`,
  ],
  EPIPE: [
    'The receiver closed the connection while the request was being sent.',
    `${LATER_RETRY}; if none does, check whether the receiver refuses requests of this size.`,
  ],
  EHOSTUNREACH: [
    'There is no network route to the host.',
    'Check the address, and the network, VPN or firewall between the gateway and the receiver.',
  ],
  ENETUNREACH: [
    'The network of the receiver cannot be reached from here.',
    'Check the network of the machine that the gateway runs on (for IPv6 addresses: whether it has IPv6).',
  ],
  EHOSTDOWN: ['The host of the receiver is down.', 'Start the receiver, or correct the address in the URL.'],
  EACCES: [
    'The operating system does not let the gateway connect to this address.',
    'Check the firewall and the permissions of the gateway.',
  ],
  EMFILE: [
    'The gateway has no free file handles for more connections.',
    'Raise the limit of open files (ulimit -n) of the gateway.',
  ],
  EADDRNOTAVAIL: [
    'The machine has no free local port or address for the connection.',
    'Check the address, and whether another program on the machine leaves many connections open.',
  ],
  FORBIDDEN_TARGET: [
    'The address is not public, and URLs of the API may only go to public addresses.',
    'Add its network to WEBHOOK_ALLOW_NETWORKS if it should be reachable.',
  ],
  UND_ERR_HEADERS_OVERFLOW: [
    'The headers of the response are longer than the gateway reads.',
    'Let the receiver send fewer or shorter headers (cookies, policies).',
  ],
  INVALID_HTTP: [
    'The response is not valid HTTP.',
    'Check that host and port of the URL belong to an HTTP server, and that it speaks HTTP/1.1.',
  ],
  internal_error: [
    'The gateway could not form or judge the message.',
    'Look into the log of the gateway, and report the error with the event.',
  ],
  expired: [
    'The delivery became older than the TTL of its endpoint.',
    'Raise the TTL of the endpoint if such events are still of use, then redeliver.',
  ],
  batch_retry: [
    'The receiver took the batch and asks for this event again.',
    `${LATER_RETRY}; the error of the event in its response says more.`,
  ],
  batch_failed: [
    'The receiver took the batch and refuses this event.',
    'Its error in the response says more; redeliver the event once the receiver takes it.',
  ],
  batch_unreadable: [
    'The response to the batch does not tell which of its events were taken, so all are sent again.',
    'Let the receiver respond to 207 with results, and with a complete body; it tells repetitions by the ids of the events.',
  ],
  unexpected_answer: [
    'The response does not say that the message was taken.',
    'Check that the URL is a webhook of that platform, and not a page of a proxy or sign-in; for your own application name the generic adapter.',
  ],
};

/** Explanations of refusals, by HTTP status. */
const STATUS: Readonly<Record<number, Explained>> = {
  400: [
    'The receiver says that the request is malformed.',
    'Compare what was sent with what the receiver expects; its response says more.',
  ],
  401: [
    'The receiver does not accept the credentials.',
    'Check the signing secret and the custom headers (Authorization) of the endpoint.',
  ],
  403: [
    'The receiver refuses access.',
    'Check credentials, signature and IP allow lists of the receiver, and whether a firewall or CDN blocks the gateway.',
  ],
  404: [
    'There is nothing at the path of the URL.',
    'Check the path of the URL, and that the receiver has a route for POST there.',
  ],
  405: [
    'The receiver does not take POST at this path.',
    'Check the path of the URL; the gateway always sends POST.',
  ],
  406: [
    'The receiver has no response that suits the request.',
    'Let the receiver respond with any 2xx and without content negotiation.',
  ],
  407: ['A proxy asks for credentials.', 'Check user name and password of the outgoing proxy.'],
  408: [
    'The receiver gave up waiting for the request.',
    `${LATER_RETRY}; if none does, check proxies in front of the receiver.`,
  ],
  409: [
    'The receiver reports a conflict.',
    'If it has the event already, let it respond with 2xx to duplicates.',
  ],
  410: [
    'The receiver says that this URL is gone for good.',
    'Replace the URL of the endpoint, then enable it.',
  ],
  411: [
    'The receiver or a proxy wants a length that the request has.',
    'Check proxies in front of the receiver.',
  ],
  413: [
    'The message is larger than the receiver accepts.',
    'Raise the size limit of the receiver or of the proxy in front of it.',
  ],
  414: ['The URL is longer than the receiver accepts.', 'Shorten the URL of the endpoint.'],
  415: ['The receiver does not accept JSON.', 'Let the receiver accept the content type application/json.'],
  421: [
    'The server is not responsible for this host name.',
    'Check the host of the URL, and the TLS set-up of the receiver.',
  ],
  422: [
    'The receiver understands the request and refuses its content.',
    'Compare what was sent with what the receiver expects; its response says more.',
  ],
  425: ['The receiver does not want to process the request this early.', `${LATER_RETRY}.`],
  429: [
    'The receiver limits the rate of requests.',
    'Nothing needs to be done: the endpoint pauses and then goes on. To avoid it, set a rate limit on the endpoint.',
  ],
  431: [
    'The headers of the request are larger than the receiver accepts.',
    'Shorten the custom headers of the endpoint.',
  ],
  451: ['The receiver refuses for legal reasons.', 'Ask the operator of the receiver.'],
  500: ['The receiver failed while it processed the request.', `${LATER_RETRY}; ${RECEIVER_LOG}.`],
  501: ['The receiver does not support the request.', 'Check the URL, and that it takes POST.'],
  502: [
    'The proxy in front of the receiver got no valid response from it.',
    `${LATER_RETRY}; check that the receiver behind the proxy is running.`,
  ],
  503: ['The receiver is unavailable or overloaded.', `${LATER_RETRY}; if none does, check the receiver.`],
  504: [
    'The receiver did not respond in time to the proxy in front of it.',
    'Let the receiver respond first and work afterwards, or raise the timeout of the proxy.',
  ],
};

/** Explanations by code: of the way to the target, and of each adapter's own codes. */
const BY_CODE: ReadonlyMap<string, Explained> = new Map([
  ...Object.entries(NETWORK),
  ...ADAPTERS.flatMap(({ explanations }) => Object.entries(explanations)),
]);

/** Explains a failure; null where nothing is known beyond its own message. */
export function explain({ code, status = null }: Failure): Explanation | null {
  if (code === null) return null;
  const [summary, nextStep] = BY_CODE.get(code) ?? ofStatus(code, status) ?? [];
  return summary === undefined || nextStep === undefined ? null : { summary, nextStep };
}

function ofStatus(code: string, status: number | null): Explained | undefined {
  if (!speaksHttp(code)) return undefined;
  const named = /^HTTP_(\d{3})$/.exec(code)?.[1];
  const number = named ? Number(named) : status;
  if (number === null) return undefined;
  return STATUS[number] ?? STATUS_CLASSES.find(([from, to]) => number >= from && number <= to)?.[2];
}

/** False for codes of mail servers, whose numbers mean other things than those of HTTP. */
function speaksHttp(code: string): boolean {
  return !/^(SMTP|mail)_/.test(code);
}

const STATUS_CLASSES: readonly (readonly [from: number, to: number, explained: Explained])[] = [
  [
    300,
    399,
    [
      'The URL redirects, and redirects are not followed.',
      'Replace the URL of the endpoint by the one it redirects to.',
    ],
  ],
  [
    400,
    499,
    [
      'The receiver refuses the request.',
      'Its response says more; compare what was sent with what the receiver expects.',
    ],
  ],
  [500, 599, ['The receiver or a proxy in front of it failed.', `${LATER_RETRY}; ${RECEIVER_LOG}.`]],
];

/**
 * Says why an endpoint is disabled and what to do, in full sentences. `reason` is stored with the endpoint: code and message of
 * the attempt that showed that the target is gone, or an operator's own words.
 */
export function disabledSentences(reason: string): string {
  const code = /^(\w+): (?:HTTP \d{3} response|SMTP \d{3} reply)\b/.exec(reason)?.[1];
  const explanation = code === undefined ? null : explain({ code });
  if (explanation === null) return `The endpoint is disabled: ${reasonText(reason).replace(/[.\s]+$/, '')}.`;
  return `${explanation.summary.replace(/\.$/, '')} (${code}). ${explanation.nextStep}`;
}

/** The explanation as the API shows it. */
export function explanationView(failure: Failure): { summary: string; next_step: string } | null {
  const explanation = explain(failure);
  return explanation && { summary: explanation.summary, next_step: explanation.nextStep };
}
