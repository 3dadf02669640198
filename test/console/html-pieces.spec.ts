import { describe, expect, it } from '@jest/globals';
import { attributeOf, htmlReader } from '../../src/adapters/markup/preview/html-pieces.js';

const piecesOf = htmlReader(['b', 'br', 'a']);

describe('The reader of HTML in previews', () => {
  it('nests elements, and reads entities in their texts', () => {
    expect(piecesOf('1 &lt; 2 <b>a <a href="https://e.example/?a=1&amp;b=2">c</a></b><br>d')).toEqual([
      '1 < 2 ',
      {
        tag: 'b',
        attributes: '',
        pieces: ['a ', { tag: 'a', attributes: ' href="https://e.example/?a=1&amp;b=2"', pieces: ['c'] }],
      },
      { tag: 'br', attributes: '', pieces: [] },
      'd',
    ]);
  });

  it('takes any other tag for text, and leaves out one that closes nothing', () => {
    expect(piecesOf('<i>a</i></b> <b>c</a>d')).toEqual([
      '<i>a</i>',
      ' ',
      { tag: 'b', attributes: '', pieces: ['c', 'd'] },
    ]);
  });

  it('reads an attribute with its entities, and a missing one as empty', () => {
    const attributes = ' href="https://e.example/?a=1&amp;b=2"';
    expect(attributeOf(attributes, 'href')).toBe('https://e.example/?a=1&b=2');
    expect(attributeOf(attributes, 'title')).toBe('');
  });
});
