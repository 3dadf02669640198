import { describe, expect, it } from '@jest/globals';
import { parseNameServers, parseNameTimeout } from './parse-name-servers.js';

describe('parseNameServers', () => {
  it.each([
    ['10.0.0.53', ['10.0.0.53:53']],
    ['127.0.0.1:5353, 10.0.0.53,', ['127.0.0.1:5353', '10.0.0.53:53']],
    ['2001:db8::53', ['[2001:db8::53]:53']],
    ['[2001:db8::53]', ['[2001:db8::53]:53']],
    ['[2001:db8::53]:5353', ['[2001:db8::53]:5353']],
    ['10.0.0.53,10.0.0.53:53', ['10.0.0.53:53']],
  ])('reads %s', (text, servers) => {
    expect(parseNameServers(text)).toEqual(servers);
  });

  it.each([
    ['dns.example', 'entry 1 is not the address of a name server'],
    ['10.0.0.53,udp://10.0.0.54', 'entry 2 is not the address of a name server'],
    ['[10.0.0.53]:53', 'entry 1 is not the address of a name server'],
    ['fe80::1%eth0', 'entry 1 is not the address of a name server'],
    ['10.0.0.53:0', 'entry 1 needs a port from 1 to 65535'],
    ['10.0.0.53:70000', 'entry 1 needs a port from 1 to 65535'],
    [',', 'names no name server'],
  ])('names the fault of %j', (text, problem) => {
    expect(parseNameServers(text)).toHaveProperty('problems', [problem]);
  });
});

describe('parseNameTimeout', () => {
  it('reads a duration in ms', () => {
    expect(parseNameTimeout('2s')).toBe(2_000);
  });

  it.each(['0s', '99ms', '2', '2m', 'never'])('refuses %j', (text) => {
    expect(String(parseNameTimeout(text))).toContain('from 100ms to 60s');
  });
});
