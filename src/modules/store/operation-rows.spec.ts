import { describe, expect, it } from '@jest/globals';
import { ANY_DELIVERY } from './history-store.js';
import { filterText } from './operation-rows.js';

describe('The filter of an operation', () => {
  it.each([
    ['ids', { ids: ['a'] }],
    ['groupedIn', { groupedIn: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' }],
    ['where', { where: [{ test: { of: 'id', any: [{ how: 'contains', text: 'a' }] } }] }],
  ] as const)('matches nothing at gateways of earlier versions where it has %s', (_, more) => {
    const filter = { ...ANY_DELIVERY, ...more };
    expect(JSON.parse(filterText(filter))).toEqual({ ...filter, to: 0, exact: filter });
  });

  it('is stored as it is where earlier versions know all of it', () => {
    expect(JSON.parse(filterText(ANY_DELIVERY))).toEqual(ANY_DELIVERY);
  });
});
