import { describe, expect, it } from '@jest/globals';
import { literal, mrkdwnOf, plain } from './slack-text.js';

describe('Foreign text where Slack reads mrkdwn', () => {
  it('has a character of no width before a quotation at the beginning of a line alone', () => {
    expect(plain('> a', 100)).toBe('\u200b&gt; a');
    expect(plain('a\n\n  > b', 100)).toBe('a\n\n\u200b  &gt; b');
    expect(plain('a > b', 100)).toBe('a &gt; b');
  });

  it('makes no emoji of a name that the scheme of an address ends', () => {
    expect(plain('99:9Zhttp://x.example/a', 100)).toBe('99:\u200b9Zhttp://x.example/a');
    expect(plain(':https://x.example/a :b', 100)).toBe(':\u200bhttps://x.example/a :b');
  });

  it('has ids as they are, for whoever copies them, and other signs of markup set apart', () => {
    expect(literal('job_1_a, _x_', 100)).toBe('job_1_a, \u200b_\u200bx\u200b_\u200b');
  });

  it('has no emphasis beside a sign that is set apart, where Slack would read none', () => {
    const bold = { text: 'Ann', strong: true as const };
    expect(mrkdwnOf([{ text: '@_' }, bold, { text: ' x' }], 50)).toBe('@\u200b_\u200bAnn x');
    expect(mrkdwnOf([{ text: 'x ' }, bold, { text: '*' }], 50)).toBe('x Ann\u200b*\u200b');
    expect(mrkdwnOf([{ text: 'x ' }, bold, { text: ' y' }], 50)).toBe('x *Ann* y');
  });

  it('is cut beside no sign of markup, whole or half set apart', () => {
    expect(literal('job_12345', 5)).toBe('job…');
    expect(literal('ab*cd', 4)).toBe('ab…');
  });

  it('shows a sign behind an address as it was written', () => {
    expect(plain('https://x.example/a > b', 100)).toBe('https://x.example/a &gt; b');
    expect(plain('https://x.example/a> b\n> c', 100)).toBe('https://x.example/a&gt; b\n\u200b&gt; c');
  });
});
