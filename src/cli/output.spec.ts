import { describe, expect, it } from '@jest/globals';
import { jsonText } from './output.js';

describe('JSON for a terminal', () => {
  it('means the same, and holds no character that the terminal obeys', () => {
    const value = { a: '\u009b31m\u007f\u202ered', b: 'é 日本 🎬' };
    const text = jsonText(value);
    expect(text).toBe('{"a":"\\u009b31m\\u007f\\u202ered","b":"é 日本 🎬"}');
    expect(JSON.parse(text)).toEqual(value);
    expect(jsonText({ a: 1 }, 2)).toBe('{\n  "a": 1\n}');
  });
});
