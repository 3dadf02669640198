import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../../../delivery/sender/sender.service.js';
import { disconnectFault, isResponseUrl, slackAddress } from './slack-answer.js';

const BASE = 'https://slack.com/api/';
const answer = (status: number, body: unknown, headers = {}): Answer =>
  ({ kind: 'answer', status, headers, body: JSON.stringify(body) }) as Answer;
const codeOf = (given: Answer, base = BASE) => {
  const address = slackAddress(given, base);
  return address.kind === 'fault' ? [address.fault.code, address.waitMs] : address.url;
};

describe('The answer of apps.connections.open', () => {
  it('is an address, which must be as secure as the API', () => {
    const plain = answer(200, { ok: true, url: 'ws://127.0.0.1:1/link' });
    expect(codeOf(answer(200, { ok: true, url: 'wss://wss-primary.slack.com/link/?ticket=1' }))).toBe(
      'wss://wss-primary.slack.com/link/?ticket=1',
    );
    expect(codeOf(plain)).toEqual(['slack_unexpected_answer', 0]);
    expect(codeOf(plain, 'http://127.0.0.1:1/api/')).toBe('ws://127.0.0.1:1/link');
    for (const url of ['https://slack.com', 'file:///etc/passwd', 'x', ''])
      expect(codeOf(answer(200, { ok: true, url }))).toEqual(['slack_unexpected_answer', 0]);
  });

  it('is a fault, with the wait that follows from it', () => {
    expect(codeOf(answer(200, { ok: false, error: 'invalid_auth' }))).toEqual([
      'slack_app_token_refused',
      300_000,
    ]);
    expect(codeOf(answer(200, { ok: false, error: 'internal_error' }))).toEqual(['slack_refused', 0]);
    expect(codeOf(answer(429, {}, { 'retry-after': '7' }))).toEqual(['slack_rate_limited', 7_000]);
    expect(codeOf(answer(502, 'html'))).toEqual(['HTTP_502', 0]);
    expect(codeOf(answer(200, []))).toEqual(['HTTP_200', 0]);
  });
});

describe('A connection that Slack ends', () => {
  it('is told with what to do where Socket Mode is off', () => {
    expect(disconnectFault('link_disabled')).toMatchObject({
      fault: { code: 'slack_socket_mode_off' },
      waitMs: 300_000,
    });
    expect(disconnectFault('')).toMatchObject({
      fault: { message: 'Slack ended the connection: no reason.' },
    });
  });
});

describe('The address at which a press is answered', () => {
  it.each([
    ['https://hooks.slack.com/actions/T/1/2', true],
    ['https://slack.com/x', true],
    ['http://hooks.slack.com/actions/T/1/2', false],
    ['https://evil.example/actions', false],
    ['https://slack.com.evil.example/actions', false],
    ['https://evilslack.com/actions', false],
    ['https://user@evil.example/?slack.com', false],
    ['http://169.254.169.254/latest', false],
    ['x', false],
  ])('%s is Slack’s own: %s', (url, isOwn) => {
    expect(isResponseUrl(url, BASE)).toBe(isOwn);
  });
});
