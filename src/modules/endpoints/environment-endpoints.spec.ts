import { describe, expect, it } from '@jest/globals';
import { environmentEndpoints, urlFault } from './environment-endpoints.js';

const APP = 'https://app.example.com/hook';
const SLACK = 'https://hooks.slack.com/services/T000/B000/secrettoken';

describe('environmentEndpoints', () => {
  it('numbers the entries and recognises their adapters', () => {
    const endpoints = environmentEndpoints([APP, SLACK, `slack+${APP}`]);
    expect(
      endpoints.map(({ webhookId, kind, url, onPlatform }) => [webhookId, kind.type, url, onPlatform]),
    ).toEqual([
      ['webhook_1', 'generic', APP, false],
      ['webhook_2', 'slack', SLACK, true],
      ['webhook_3', 'slack', APP, false],
    ]);
  });

  it('knows an endpoint again wherever it stands', () => {
    const prints = (urls: string[]): string[] =>
      environmentEndpoints(urls).map(({ fingerprint }) => fingerprint);
    expect(prints([SLACK, APP]).reverse()).toEqual(prints([APP, SLACK]));
  });

  it('tells the same URL given twice, and the same URL under two adapters, apart', () => {
    const prints = environmentEndpoints([APP, APP, `slack+${APP}`]).map(({ fingerprint }) => fingerprint);
    expect(new Set(prints).size).toBe(3);
  });

  it('shows no secret of a URL', () => {
    expect(environmentEndpoints([SLACK])[0]!.maskedUrl).not.toContain('secrettoken');
  });
});

describe('urlFault', () => {
  it('finds nothing wrong with what an adapter serves', () => {
    expect(urlFault(APP)).toBeNull();
  });

  it('says why no adapter serves it, without repeating the secret', () => {
    const fault = urlFault('https://hooks.slack.com/workflows/T0/secrettoken');
    expect(fault).toMatch(/workflow/i);
    expect(fault).not.toContain('secrettoken');
  });
});
