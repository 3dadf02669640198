import { fit } from '../fit.js';
import { APART, markdownMarkup } from '../markup/markdown.js';

/**
 * Matches where Mattermost begins mentions, hashtags, channels, emoji, addresses, entities and Slack's `<…>`: each is parted there.
 */
const READ_ALOUD =
  /[@#~](?=\S|$)|:(?=[^\s\d])|(?<=[a-z]):(?=\d)|(?<![a-z\d])www\d{0,3}(?=\.)|\.(?=\p{L}{2,4}\/)|<(?=\S|$)|&(?=#?\w+;)/giu;

/** Puts a backslash before signs of Markdown; one of the text's own is parted from what follows, which no reader takes for an escape. */
function escapeMattermost(text: string): string {
  return text.replace(/[\\`*_~[\]|#>]/g, (sign) => (sign === '\\' ? `\\${APART}` : `\\${sign}`));
}

/** Markdown as Mattermost reads it. */
export const MARKUP = markdownMarkup({
  plain: (text, max) => fit(text.replace(READ_ALOUD, `$&${APART}`), max, escapeMattermost),
  strong: '**',
  notLabel: /[[\]]/,
});
