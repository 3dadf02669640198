import { describe, expect, it } from '@jest/globals';
import { crossSiteRefusal } from './same-machine.js';

describe('crossSiteRefusal', () => {
  it.each([
    [{ host: 'localhost:3000' }],
    [{ host: '127.0.0.1:3000' }],
    [{ host: '[::1]:3000' }],
    [{ host: 'localhost' }],
    [{ host: 'localhost:3000', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }],
    [{ host: 'localhost:3000', 'sec-fetch-site': 'none' }],
    // The form of a page without a referrer.
    [{ host: 'localhost:3000', origin: 'null', 'sec-fetch-site': 'same-origin' }],
  ])('lets %j pass', (headers) => {
    expect(crossSiteRefusal('127.0.0.1', { headers })).toBeNull();
  });

  it.each([
    [{ host: 'evil.example' }],
    [{ host: 'evil.example:3000' }],
    [{ host: '127.0.0.1.evil.example' }],
    [{}],
    [{ host: 'localhost:3000', origin: 'https://evil.example' }],
    [{ host: 'localhost:3000', origin: 'null' }],
    [{ host: 'localhost:3000', origin: 'null', 'sec-fetch-site': 'cross-site' }],
    [{ host: 'localhost:3000', origin: 'http://localhost:8080' }],
    [{ host: 'localhost:3000', 'sec-fetch-site': 'cross-site' }],
    [{ host: 'localhost:3000', 'sec-fetch-site': 'same-site' }],
  ])('refuses %j', (headers) => {
    expect(crossSiteRefusal('127.0.0.1', { headers })).not.toBeNull();
  });

  it('lets links of other sites open a page that changes nothing, and no form of theirs press its button', () => {
    const refusal = (method: string, host: string, linked: boolean) =>
      crossSiteRefusal('127.0.0.1', {
        headers: { host, 'sec-fetch-site': 'cross-site' },
        method,
        routeOptions: { config: { linked } } as never,
      });
    expect([refusal('GET', 'localhost:3000', true), refusal('HEAD', 'localhost:3000', true)]).toEqual([
      null,
      null,
    ]);
    const refused = [
      refusal('POST', 'localhost:3000', true),
      refusal('GET', 'localhost:3000', false),
      refusal('GET', 'evil.example', true),
    ];
    expect(refused).not.toContain(null);
  });
});
