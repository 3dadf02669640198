import { describe, expect, it } from '@jest/globals';
import { parse } from '@rocket.chat/message-parser';
import { rocketChatMarkup } from './rocketchat-text.js';

const { bold, code, plain } = rocketChatMarkup(false);
const CODE = code('[pay](javascript:alert(1))', 100);

describe('Code in a line of Rocket.Chat', () => {
  it.each([plain('a [b', 100), bold('a [b', 100), plain('[[', 100)])(
    'is no end of a link that an earlier bracket would begin: %s',
    (before) => {
      const read = JSON.stringify(parse(`${before} ${CODE}`, { emoticons: true }));
      expect(read).toContain('"INLINE_CODE"');
      expect(read).not.toContain('"LINK"');
    },
  );
});
