import type { Adapter } from '../../../adapters/adapter.js';
import { isOnPlatform } from '../../../adapters/registry.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { Outcome } from '../../model/outcome.js';
import type { Answer, NoAnswer } from '../sender/sender.service.js';
import { USE_HTTPS, wantsTls } from '../sender/wants-tls.js';
import { adapterFor } from './adapter-for.js';
import { withoutSecrets } from './redact.js';
import { getOrMake } from '../../model/get-or-make.js';

/**
 * Judges an answer, or its absence, by the rules of the endpoint's adapter. The outcome's texts hold no secrets of the endpoint, because
 * they go into the log, the store, traces and events.
 *
 * @param receivedAt Unix ms
 */
export function judge(result: Answer | NoAnswer, endpoint: Endpoint, receivedAt: number): Outcome {
  return withoutOwnSecrets(
    withTlsHint(byAdapter(result, endpoint, receivedAt), result, endpoint.url),
    endpoint,
  );
}

/** Takes the secrets of the endpoint out of an outcome's texts. */
export function withoutOwnSecrets(outcome: Outcome, endpoint: Endpoint): Outcome {
  if (outcome.kind === 'delivered') return outcome;
  const { code, message } = outcome;
  return { ...outcome, code: withoutSecrets(code, endpoint), message: withoutSecrets(message, endpoint) };
}

function byAdapter(result: Answer | NoAnswer, endpoint: Endpoint, receivedAt: number): Outcome {
  if (result.kind === 'no-answer') return { kind: 'retry', ...result.fault };
  const { status, headers, body, recipients } = result;
  const adapter = adapterFor(endpoint.adapter);
  const answer = { status, headers, body, receivedAt, onPlatform: onPlatform(adapter, endpoint) };
  return adapter.judge(recipients ? { ...answer, recipients } : answer);
}

/** Whether endpoints are on their platform's host. Endpoints are frozen and replaced with every change, so each is judged once. */
const platformHosts = new WeakMap<Endpoint, boolean>();

/** True where the endpoint's URL is on the platform's own host. */
function onPlatform(adapter: Adapter, endpoint: Endpoint): boolean {
  return getOrMake(platformHosts, endpoint, () => {
    const url = URL.parse(endpoint.url);
    return url !== null && isOnPlatform(adapter, url);
  });
}

/** Adds the advice to use `https://` where the answer shows that the port speaks TLS. */
function withTlsHint(outcome: Outcome, result: Answer | NoAnswer, url: string): Outcome {
  if (outcome.kind === 'delivered' || result.kind === 'no-answer') return outcome;
  if (!wantsTls(url, result.status, result.body)) return outcome;
  return { ...outcome, message: `${outcome.message}. ${USE_HTTPS}` };
}
