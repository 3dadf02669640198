import { describe, expect, it } from '@jest/globals';
import { anEndpoint } from '../../../../test/support/an-endpoint.js';
import type { GatewayConfig } from '../../config/gateway-config.js';
import { SecretKey } from '../../config/secret-key.js';
import { DeclaredActions } from '../../endpoints/actions/declared-actions.service.js';
import type { Endpoint } from '../../model/endpoint.js';
import { ActionTokens } from '../token/action-tokens.service.js';
import { SignedActionLinks } from './action-links.service.js';

const NOW = Date.UTC(2026, 0, 1);
const tokens = new ActionTokens(
  new SecretKey({ secret: 'secret-of-the-test', origin: 'environment', file: null }),
  { now: () => NOW },
);
const event = { id: 'e', type: 'job.failed', data: '{"job_id":7}', timestamp: '', acceptedAt: NOW };

function linksOf(config: object = {}, endpoint: Partial<Endpoint> = {}) {
  const declared = new DeclaredActions();
  declared.use([
    {
      name: 'retry',
      label: 'Retry job',
      on: ['job.failed'],
      emit: 'action.retry_requested',
      style: 'primary',
      confirm: null,
    },
  ]);
  const settings = {
    actions: { mode: 'sign-in', ttlMs: 60_000 },
    links: { console: 'https://hooks.test/base', job: null },
    ...config,
  } as unknown as GatewayConfig;
  return new SignedActionLinks(settings, declared, tokens).of({
    event,
    endpoint: anEndpoint({ adapter: 'slack', ...endpoint }),
    deliveryId: '0190c6b2-3f5e-7d00-8000-000000000001',
    now: NOW,
  });
}

describe('The action links of a message', () => {
  it('lead to the page of the gateway, under its public address, for the time that is set', () => {
    const [link, ...more] = linksOf();
    expect(more).toEqual([]);
    const [, token] = /^https:\/\/hooks\.test\/base\/a\/(gwact_[\w-]{55})$/.exec(link!.url)!;
    expect(tokens.open(token!)).toMatchObject({
      kind: 'valid',
      deliveryId: '0190c6b2-3f5e-7d00-8000-000000000001',
      expiresAt: NOW + 60_000,
    });
  });

  it('are none without a public address, while actions are off, and for applications', () => {
    expect(linksOf({ links: { console: null, job: null } })).toEqual([]);
    expect(linksOf({ actions: { mode: 'off', ttlMs: 1 } })).toEqual([]);
    expect(linksOf({}, { adapter: 'generic' })).toEqual([]);
  });
});

describe('The native buttons of a message', () => {
  const bot = (options: object): Partial<Endpoint> => ({ adapter: 'telegram', options });
  const LINK = { actions: { mode: 'link', ttlMs: 60_000 } };

  it('say a reference that opens no page, and need no public address', () => {
    for (const base of ['https://hooks.test/base', null]) {
      const [button] = linksOf(
        { ...LINK, links: { console: base, job: null } },
        bot({ nativeButtons: true }),
      );
      expect(button).toMatchObject({ name: 'retry', url: '', button: expect.stringMatching(/^gwbtn_/) });
      expect(tokens.openButton(button!.button!)).toMatchObject({ kind: 'valid', expiresAt: NOW + 60_000 });
      expect(tokens.open(button!.button!)).toEqual({ kind: 'invalid' });
      expect(tokens.open(button!.button!.replace('gwbtn_', 'gwact_'))).toEqual({ kind: 'invalid' });
    }
  });

  it('are links where pressing takes signing in, unless the endpoint names who may press', () => {
    const kindOf = (config: object, options: object): string[] =>
      linksOf(config, bot(options)).map(({ button }) => (button === undefined ? 'link' : 'button'));
    expect(kindOf({}, { nativeButtons: true })).toEqual(['link']);
    expect(kindOf({}, { nativeButtons: true, buttonUsers: '1' })).toEqual(['button']);
    expect(kindOf(LINK, { nativeButtons: true })).toEqual(['button']);
    expect(kindOf(LINK, { nativeButtons: false })).toEqual(['link']);
    expect(kindOf(LINK, {})).toEqual(['link']);
    expect(kindOf({ links: { console: null, job: null } }, { nativeButtons: true })).toEqual([]);
    expect(kindOf({ actions: { mode: 'off', ttlMs: 1 } }, { nativeButtons: true, buttonUsers: '1' })).toEqual(
      [],
    );
  });
});
