import { fit } from '../fit.js';
import { APART, markdownMarkup, parenthesised } from '../markup/markdown.js';

/**
 * What Mattermost makes mentions, hashtags, channels, emoji, addresses, entities and Slack's `<…>` of: each is parted after the match.
 */
const READ_ALOUD =
  /[@#~](?=\S)|:(?=[^\s\d])|(?<=[a-z]):(?=\d)|\bwww\d{0,3}(?=\.)|\.(?=\p{L}{2,4}\/)|<(?=\S)|&(?=#?\w+;)/giu;

/** Puts a backslash before signs of Markdown; one of the text's own is parted from what follows, which no reader takes for an escape. */
function escapeMattermost(text: string): string {
  return text.replace(/[\\`*_~[\]|#>]/g, (sign) => (sign === '\\' ? `\\${APART}` : `\\${sign}`));
}

/** Markdown as Mattermost reads it. */
export const MARKUP = markdownMarkup({
  plain: (text, max) => fit(text.replace(READ_ALOUD, `$&${APART}`), max, escapeMattermost),
  strong: '**',
  href: parenthesised,
});

/** A label for a field, of which clients differ in whether they read Markdown: letters, digits and spaces alone. */
export function labelText(label: string, max: number): string {
  return (
    fit(
      label
        .replace(/[^\p{L}\p{M}\p{N}\p{Zs}]+/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
      max,
    ) || 'Field'
  );
}

/** Parts the signs of mentions in a text that is read as no Markdown. */
export function quietly(text: string, max: number): string {
  return fit(text.replace(/@(?=\S)/g, `@${APART}`), max);
}

/** Slack's links, which Mattermost translates before it reads Markdown, also in code; and formulas, which some servers draw. */
const SLACK_LINK = /<[^\n<|>]+\|[^\n>]+>/g;
const FORMULA = /\$(?=[^$\n]+\$(?!\w))/g;

/** Replaces the bars and dollar signs that would make links and formulas of a whole text by letters that look the same. */
export function disarmed(markdown: string): string {
  return markdown
    .replace(SLACK_LINK, (link) => link.replace(/\\?\|/g, '\u{1c0}'))
    .replace(FORMULA, '\u{ff04}');
}
