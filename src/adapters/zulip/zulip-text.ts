import { breakBackticks } from '../clean-text.js';
import { fit } from '../fit.js';
import { APART, markdownMarkup } from '../markup/markdown.js';
import type { Markup } from '../markup/markup.js';

/** Texts of which Zulip makes emoji, schemes and addresses: each is parted after the match. */
const READ_ALOUD =
  /:(?=[^\s\d]|[\w+-]+:)|(?<![a-z\d])www(?=\.)|(?<=[\p{L}\p{N}])\.(?=\p{L}{2})|(?<=[\w.+-])@(?=\w)/giu;

/** Writes signs of Markdown as entities: Zulip reads no backslashes, and looks for entities before it looks for emphasis. */
function escapeZulip(text: string): string {
  return text.replace(/[&<>*`~[\]$@#|^\\]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function block(text: string, max: number): string {
  const inner = fit(breakBackticks(text), max - 12);
  return inner === '' ? '' : `\`\`\`text\n${inner}\n\`\`\``;
}

/** Markdown as Zulip reads it, with moments in the reader's zone. */
export const MARKUP: Markup = {
  ...markdownMarkup({
    plain: (text, max) => fit(text.replace(READ_ALOUD, `$&${APART}`), max, escapeZulip),
    strong: '**',
    notLabel: /(?!)/,
    quietAddress,
    time: (at) => `<time:${new Date(at).toISOString()}>`,
  }),
  block,
};

/** Percent-encodes what Zulip makes mentions, channels and formulas of before it looks for links: `https://x.example/@**all**`. */
function quietAddress(url: string): string {
  return url.replace(/[*$]/g, (sign) => (sign === '*' ? '%2A' : '%24'));
}
