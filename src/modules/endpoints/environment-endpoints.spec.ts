import { describe, expect, it } from '@jest/globals';
import { environmentEndpoints, urlFault } from './environment-endpoints.js';

const APP = 'https://app.example.com/hook';
const SLACK = 'https://hooks.slack.com/services/T000/B000/secrettoken';

const of = (urls: string[]) => environmentEndpoints({ urls, headers: {} });

describe('environmentEndpoints', () => {
  it('numbers the entries and recognises their adapters', () => {
    const endpoints = of([APP, SLACK, `slack+${APP}`]);
    expect(
      endpoints.map(({ webhookId, adapter, definition }) => [webhookId, adapter, definition.secrets.url]),
    ).toEqual([
      ['webhook_1', 'generic', APP],
      ['webhook_2', 'slack', SLACK],
      ['webhook_3', 'slack', APP],
    ]);
  });

  it('gives an endpoint the same fingerprint wherever it stands', () => {
    const prints = (urls: string[]): string[] => of(urls).map(({ fingerprint }) => fingerprint);
    expect(prints([SLACK, APP]).reverse()).toEqual(prints([APP, SLACK]));
  });

  it('gives a URL that stands twice, or under two adapters, different fingerprints', () => {
    const prints = of([APP, APP, `slack+${APP}`]).map(({ fingerprint }) => fingerprint);
    expect(new Set(prints).size).toBe(3);
  });

  it('masks the secret of a URL', () => {
    expect(of([SLACK])[0]!.maskedUrl).not.toContain('secrettoken');
  });
});

describe('urlFault', () => {
  it('is null for a URL that an adapter serves', () => {
    expect(urlFault(APP)).toBeNull();
  });

  it('says why no adapter serves a URL, without repeating the secret', () => {
    const fault = urlFault('https://hooks.slack.com/workflows/T0/secrettoken');
    expect(fault).toMatch(/workflow/i);
    expect(fault).not.toContain('secrettoken');
  });
});
