import { describe, expect, it } from '@jest/globals';
import { fit } from '../fit.js';
import { disarmed, markdownMarkup, quietly, wordsOnly } from './markdown.js';
import { richText } from './markup.js';

const { bold, code, block, lines, link, plain } = markdownMarkup({
  plain: (text, max) => fit(text, max),
  strong: '**',
  notStrong: /\*/,
  notLabel: /[[\]]/,
});

describe('Markdown of foreign text', () => {
  it('has a character of no width before what would begin a list, a heading or a quotation', () => {
    expect(['- a', '1. a', '# a', '> a', 'a - b'].map((text) => plain(text, 20))).toEqual([
      '\u200b- a',
      '\u200b1. a',
      '\u200b# a',
      '\u200b> a',
      'a - b',
    ]);
  });

  it('keeps lines and their indents', () => {
    expect(lines('a\n\n    b\n- c', 40)).toBe('a\n\u00a0\u00a0\u00a0\u00a0b\n\u200b- c');
    expect(lines('abc\ndef', 5)).toBe('abc\n…');
  });

  it('is bold also where it ends in signs, and stays plain where it cannot be', () => {
    expect(bold('Netflix', 20)).toBe('**Netflix**');
    expect(bold('Failed:', 20)).toBe('**\u200bFailed:\u200b**');
    expect([bold('a*b', 20), bold(' a ', 20), bold('abc', 4)]).toEqual(['a*b', ' a ', 'abc']);
  });

  it('ends no code before its end', () => {
    expect(code('a`b', 20)).toBe('`a\u02cbb`');
    expect(block('a\n```\nb', 40)).toBe('```\na\n`\u200b`\u200b`\nb\n```');
  });

  it('stands before its link where it cannot be its label', () => {
    expect(link('Job', 'https://x.example/1', 20)).toBe('[Job](https://x.example/1)');
    expect(link('a [b', 'https://x.example/1', 20)).toBe('a [b [↗](https://x.example/1)');
  });

  it('keeps parentheses of an address where each pair is closed', () => {
    expect(link('a', 'https://x.example/(1)', 20)).toBe('[a](https://x.example/(1))');
    expect(link('a', 'https://x.example/(1', 20)).toBe('[a](https://x.example/%281)');
  });

  it('makes no links of Slack and no formulas, wherever their signs come together', () => {
    expect(disarmed('<https://x.example\\|y> a | b')).toBe('<https://x.example\u01c0y> a | b');
    expect(disarmed('$$x$$ and $a$b$')).toBe('\uff04\uff04x\uff04\uff04 and \uff04a\uff04b$');
    expect(disarmed('$x$ and $5')).toBe('\uff04x$ and $5');
  });

  it('has labels of words alone, and parts mentions where no Markdown is read', () => {
    expect([wordsOnly('*Job* _ID_', 20), wordsOnly('***', 20)]).toEqual(['Job ID', 'Field']);
    // A variation selector alone is a mark that nobody sees.
    expect(wordsOnly('*\u{e0148}', 20)).toBe('Field');
    expect(quietly('@here a @ b', 20)).toBe('@\u200bhere a @ b');
  });
});

describe('Stretches of text', () => {
  const markup = markdownMarkup({ plain: (text, max) => fit(text, max), strong: '*', notLabel: /x/ });

  it('are cut where the room ends, and what follows is left out', () => {
    const rich = [
      { text: 'At ' },
      { text: 'Rendering', strong: true as const },
      { text: 'id', exact: true as const },
    ];
    expect(richText(rich, 40, markup)).toBe('At *Rendering*`id`');
    expect(richText(rich, 13, markup)).toBe('At *Renderi…*');
  });

  it('are moments in the reader’s zone where the platform knows it', () => {
    const rich = [{ text: '12:00', at: 1_704_110_400_000 }];
    expect(richText(rich, 40, { ...markup, time: (at) => `<t:${at / 1000}>` })).toBe('<t:1704110400>');
    expect(richText(rich, 40, markup)).toBe('12:00');
  });
});
