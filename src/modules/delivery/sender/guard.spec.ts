import { describe, expect, it } from '@jest/globals';
import { refusal } from './guard.js';

describe('refusal', () => {
  it.each(['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '93.184.216.34'])('lets %s through', (address) => {
    expect(refusal(address, [])).toBeNull();
  });

  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '168.63.129.16',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '198.18.0.1',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    '2001::1',
    'not an address',
  ])('refuses %s', (address) => {
    expect(refusal(address, [])).not.toBeNull();
  });

  it('names the setting that would allow it', () => {
    const message = refusal('10.1.2.3', [])!;
    expect(message).toContain('WEBHOOK_ALLOW_NETWORKS=10.1.2.3/32');
    expect(refusal('10.1.2.3', ['10.1.2.3/32'])).toBeNull();
  });

  it('allows the networks it was told, and no others', () => {
    const allowed = ['127.0.0.0/8', 'fd00::/8'];
    expect(['127.0.0.1', '::ffff:127.0.0.1', 'fd00::1'].map((address) => refusal(address, allowed))).toEqual([
      null,
      null,
      null,
    ]);
    expect(refusal('::1', allowed)).not.toBeNull();
    expect(refusal('10.0.0.1', allowed)).not.toBeNull();
  });
});
