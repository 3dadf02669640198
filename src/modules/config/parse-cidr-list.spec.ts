import { describe, expect, it } from '@jest/globals';
import { parseCidrList } from './parse-cidr-list.js';

describe('parseCidrList', () => {
  it.each([
    ['10.0.0.0/8', ['10.0.0.0/8']],
    ['10.1.2.3', ['10.1.2.3/32']],
    ['FD00:0:0::/8, ::1', ['fd00::/8', '::1/128']],
    ['loopback', ['127.0.0.0/8', '::1/128']],
    ['private,10.0.0.0/8', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7']],
    ['0.0.0.0/0', ['0.0.0.0/0']],
  ])('reads %s', (text, networks) => {
    expect(parseCidrList(text)).toEqual(networks);
  });

  it.each([
    ['10.0.0.5/8', "entry 1 is no network's first address: 10.0.0.0/8 is"],
    ['10.0.0.0/33', 'entry 1 needs a prefix from /0 to /32'],
    ['10.0.0.0/', 'entry 1 needs a prefix from /0 to /32'],
    ['loopback,10.1/16', 'entry 2 is not an address or network'],
    ['fe80::1%eth0', 'entry 1 is not an address or network'],
    ['::ffff:10.0.0.0/104', 'entry 1 must be written as IPv4'],
    ['internal', 'entry 1 is not an address or network'],
    ['constructor', 'entry 1 is not an address or network'],
  ])('names the fault of %s', (text, problem) => {
    expect(parseCidrList(text)).toHaveProperty('problems', [problem]);
  });
});
