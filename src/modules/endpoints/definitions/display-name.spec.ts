import { describe, expect, it } from '@jest/globals';
import { displayName, storedName } from './display-name.js';

const ZWJ = '\u200d';

describe('displayName', () => {
  it.each([
    'Shop',
    '#video-jobs',
    'a',
    'Заказы',
    '通知',
    'مرحبا',
    'می\u200cخواهم',
    `👩${ZWJ}💻 team`,
    '❤️',
    'ü'.normalize('NFD'),
    'webhook',
    'webhook_1 (old)',
    'our webhook_1',
    '  padded  ',
    'x'.repeat(80),
    '★',
  ])('accepts %j', (name) => {
    expect(displayName.fault(name)).toBeNull();
  });

  it.each([
    ['', /visible/],
    [' ', /visible/],
    ['\u00a0\u3000', /visible/],
    ['\u200b', /visible/],
    ['\u200d\u200c', /visible/],
    ['\u3164', /visible/],
    ['\u115f\uffa0', /visible/],
    ['\u2800', /visible/],
    ['\ufe0f', /visible/],
    ['\u0301', /visible/],
    ['Shop\u202egnp', /direction/],
    ['\u2066Shop\u2069', /direction/],
    ['Sh\u200bop', /invisible/],
    ['Sh\u00adop', /invisible/],
    ['\ufeffShop', /invisible/],
    ['Shop\u200f', /direction/],
    ['Shop\u{e0041}', /invisible/],
    ['a\nb', /one line/],
    ['a\u0000b', /one line/],
    ['a\u001b[31m', /one line/],
    ['a\u0085b', /one line/],
    ['a\u009bb', /one line/],
    ['a\u2028b', /one line/],
    ['a\ud800b', /one line/],
    ['x'.repeat(81), /one line/],
    [7, /one line/],
    ['webhook_1', /public name/],
    ['webhook_907', /public name/],
    ['Webhook_1', /public name/],
    [' webhook_1 ', /public name/],
    ['ｗebhook_１', /public name/],
    ['webhook_1\u200d', /public name/],
    ['webhook_test', /public name/],
  ])('refuses %j', (name, reason) => {
    expect(displayName.fault(name)).toMatch(reason);
  });
});

describe('storedName', () => {
  it('composes characters and removes white space around them', () => {
    expect(storedName(` ${'Zürich'.normalize('NFD')} `)).toBe('Zürich');
  });
});
