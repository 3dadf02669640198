import { answer, bytes, type Platforms } from './receiver.ts';

interface Body {
  readonly message?: string;
  readonly dedup_key?: string;
  readonly payload?: { readonly summary?: string };
}

const read = (body: string): Body => JSON.parse(body) as Body;

/** Targets that ring a phone, and that open and close alerts. */
export const ALERTS: Platforms = {
  ntfy: {
    url: (base) => `ntfy+${base}/renders`,
    options: {},
    // Messages are posted to the root; the topic stands in the body.
    at: /^\/$/,
    tooLong: (body) => bytes(read(body).message ?? '') > 4_096,
    taken: (id) =>
      answer(200, { id: `message${id}`, time: 1_704_110_730, event: 'message', topic: 'renders' }),
    refused: () =>
      answer(413, { code: 41301, http: 413, error: 'attachment too large, or bandwidth limit reached' }),
    limited: (wait) =>
      answer(
        429,
        { code: 42901, http: 429, error: 'limit reached: too many requests' },
        { 'Retry-After': String(wait) },
      ),
  },
  pushover: {
    url: (base) => `pushover+${base}/1/messages.json`,
    options: { token: 'azGDORePK8gMaC0QOYAMyEEuzJnyUi', user: 'uQiRzpo4DXghDmr9QzzfQu27cmVRsG' },
    at: /^\/1\/messages\.json$/,
    tooLong: (body) => [...(read(body).message ?? '')].length > 1_024,
    taken: (id) => answer(200, { status: 1, request: `request-${id}` }),
    refused: () => answer(400, { status: 0, errors: ['message is too long'], request: 'request-refused' }),
    limited: (wait) =>
      answer(
        429,
        { status: 0, errors: ['application is over its quota'], request: 'request-limited' },
        { 'Retry-After': String(wait) },
      ),
  },
  pagerduty: {
    url: (base) => `pagerduty+${base}/v2/enqueue`,
    options: { routing_key: '0123456789abcdef0123456789abcdef' },
    at: /^\/v2\/enqueue$/,
    tooLong: (body) => (read(body).payload?.summary ?? '').length > 1_024,
    taken: (_, body) =>
      answer(202, { status: 'success', message: 'Event processed', dedup_key: read(body).dedup_key }),
    refused: () =>
      answer(400, {
        status: 'invalid event',
        message: 'Event object is invalid',
        errors: ["Length of 'summary' is too long"],
      }),
    limited: (wait) =>
      answer(
        429,
        { status: 'throttle exceeded', message: 'Requests for this service are arriving too quickly.' },
        { 'Retry-After': String(wait) },
      ),
  },
  opsgenie: {
    url: (base) => `opsgenie+${base}/v2/alerts`,
    options: { api_key: '01234567-89ab-cdef-0123-456789abcdef' },
    at: /^\/v2\/alerts(?:\/.+\/(?:close|acknowledge))?$/,
    tooLong: (body) => (read(body).message ?? '').length > 130,
    taken: (id) =>
      answer(202, { result: 'Request will be processed', took: 0.01, requestId: `request-${id}` }),
    refused: () =>
      answer(422, { message: 'Request body is not processable.', errors: { message: 'is too long' } }),
    limited: (wait) =>
      answer(429, { message: 'You are making too many requests!' }, { 'Retry-After': String(wait) }),
  },
};
