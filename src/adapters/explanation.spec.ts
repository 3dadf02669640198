import { describe, expect, it } from '@jest/globals';
import { disabledSentences, explain, explanationView } from './explanation.js';

describe('explain', () => {
  it.each([
    ['ECONNREFUSED', null, /accepts connections/],
    ['ENOTFOUND', null, /DNS/],
    ['EAI_AGAIN', null, /name server/],
    ['ETIMEDOUT', null, /in time/],
    ['TIMEOUT', null, /timeout/],
    ['ECONNRESET', null, /closed the connection/],
    ['EHOSTUNREACH', null, /route/],
    ['HTTP_401', 401, /credentials/],
    ['HTTP_403', 403, /refuses access/],
    ['HTTP_404', 404, /path/],
    ['HTTP_405', 405, /POST/],
    ['HTTP_410', 410, /gone/],
    ['HTTP_413', 413, /larger/],
    ['HTTP_415', 415, /JSON/],
    ['HTTP_429', 429, /rate/],
    ['HTTP_500', 500, /failed/],
    ['HTTP_599', 599, /failed/],
    ['HTTP_308', 308, /redirects/],
    ['HTTP_418', 418, /refuses/],
    ['no_service', 404, /Slack/],
    ['invalid_token', 403, /token/],
    ['channel_is_archived', 410, /archived/],
    ['DISCORD_10015', 404, /deleted/],
    ['DISCORD_220001', 400, /forum/],
    ['DISCORD_99999', 400, /malformed/],
    ['msg_blocks_too_long', 400, /malformed/],
  ])('has two sentences for %s', (code, status, words) => {
    const { summary, nextStep } = explain({ code, status })!;
    expect(summary).toMatch(words);
    for (const sentence of [summary, nextStep]) {
      expect(sentence).toMatch(/^[A-Z].*\.$/s);
      expect(sentence).not.toContain(code);
    }
  });

  it('returns null for unknown codes and for names of the language', () => {
    for (const code of [null, 'EUNHEARDOF', 'constructor', '__proto__', 'toString'])
      expect(explain({ code })).toBeNull();
  });

  it('is shown under the names of the API', () => {
    expect(explanationView({ code: 'HTTP_410' })).toEqual({
      summary: expect.any(String),
      next_step: expect.any(String),
    });
  });
});

describe('disabledSentences', () => {
  it.each([
    [
      'no_service: HTTP 404 response: no_service',
      'Slack has removed or disabled this webhook (no_service). Create a new incoming webhook in Slack and replace the URL of this endpoint, then enable it.',
    ],
    [
      'HTTP_410: HTTP 410 response',
      'The receiver says that this URL is gone for good (HTTP_410). Replace the URL of the endpoint, then enable it.',
    ],
    [
      'HTTP_500: only failures since 2024-01-01',
      'The endpoint is disabled: HTTP_500: only failures since 2024-01-01.',
    ],
    ['odd_code: HTTP 400 response: odd_code', 'The endpoint is disabled: HTTP 400 response: odd_code.'],
    ['odd_code: HTTP 400 response', 'The endpoint is disabled: odd_code: HTTP 400 response.'],
    ['being moved.', 'The endpoint is disabled: being moved.'],
  ])('explains %s in full sentences', (reason, sentences) => {
    expect(disabledSentences(reason)).toBe(sentences);
  });
});
