import { answer, bytes, type Platforms } from './receiver.ts';

/** Applications: a receiver of CloudEvents that gives permission first, and workflows of GitHub. */
export const APPLICATIONS: Platforms = {
  cloudevents: {
    url: (base) => `cloudevents+${base}/events`,
    options: { handshake: true },
    at: /^\/events$/,
    tooLong: (body) => bytes(body) > 65_536,
    taken: () => answer(204, ''),
    refused: () => answer(413, 'the event is larger than 64 KiB'),
    limited: (wait) => answer(429, 'too many events', { 'Retry-After': String(wait) }),
    permits: () => answer(200, '', { 'WebHook-Allowed-Origin': '*', 'WebHook-Allowed-Rate': '120' }),
  },
  github: {
    url: (base) => `github+${base}/repos/example/renders/dispatches`,
    options: { token: 'github_pat_0123456789example' },
    at: /^\/repos\/[\w-]+\/[\w-]+\/dispatches$/,
    tooLong: (body) => bytes(body) > 65_536,
    taken: () => answer(204, ''),
    refused: () => answer(422, { message: 'client_payload is too large.', status: '422' }),
    limited: (wait) =>
      answer(
        403,
        { message: 'You have exceeded a secondary rate limit.' },
        { 'Retry-After': String(wait), 'X-RateLimit-Remaining': '0' },
      ),
  },
};
