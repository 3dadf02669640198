import { describe, expect, it } from '@jest/globals';
import { candidates, readSearchRules } from './search-list.js';

describe('readSearchRules', () => {
  it.each([
    ['', [], 1],
    ['nameserver 10.0.0.53\nsearch corp.test. lab.test\n', ['corp.test', 'lab.test'], 1],
    ['domain corp.test\n', ['corp.test'], 1],
    ['domain corp.test\r\nsearch lab.test\r\n', ['lab.test'], 1],
    ['search a.test\nsearch b.test # not a.test\n', ['b.test'], 1],
    ['; search old.test\nsearch new.test\noptions ndots:5 timeout:2\n', ['new.test'], 5],
    ['options ndots:99', [], 15],
  ])('reads %j', (text, domains, ndots) => {
    expect(readSearchRules(text)).toEqual({ domains, ndots, aaaa: true });
  });

  it('asks for no IPv6 addresses when the options say so', () => {
    expect(readSearchRules('options no-aaaa').aaaa).toBe(false);
  });

  it('prefers the environment of the process', () => {
    const text = 'search corp.test\noptions ndots:2';
    const variables = { LOCALDOMAIN: 'own.test other.test', RES_OPTIONS: 'ndots:4 no-aaaa' };
    expect(readSearchRules(text, variables)).toEqual({
      domains: ['own.test', 'other.test'],
      ndots: 4,
      aaaa: false,
    });
  });
});

describe('candidates', () => {
  const rules = { domains: ['ns.svc.cluster.test', 'cluster.test'], ndots: 5, aaaa: true };

  it.each([
    ['shop', ['shop.ns.svc.cluster.test', 'shop.cluster.test', 'shop']],
    [
      'hooks.example.test',
      ['hooks.example.test.ns.svc.cluster.test', 'hooks.example.test.cluster.test', 'hooks.example.test'],
    ],
    ['hooks.example.test.', ['hooks.example.test']],
    [
      'a.b.c.d.e.test',
      ['a.b.c.d.e.test', 'a.b.c.d.e.test.ns.svc.cluster.test', 'a.b.c.d.e.test.cluster.test'],
    ],
  ])('completes %s', (name, names) => {
    expect(candidates(name, rules)).toEqual(names);
  });

  it('begins with the name as it is when it has enough dots', () => {
    expect(candidates('a.test', { ...rules, ndots: 1 })[0]).toBe('a.test');
    expect(candidates('shop', { domains: [], ndots: 1, aaaa: true })).toEqual(['shop']);
  });
});
