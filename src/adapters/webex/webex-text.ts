import { fit } from '../fit.js';
import { APART, code, codeBlock, markdownMarkup } from '../markup/markdown.js';
import type { Markup } from '../markup/markup.js';

/** Texts of which clients of Webex make addresses: each is parted after the match. */
const READ_ALOUD = /:(?=\/\/)|(?<![a-z\d])www(?=\.)|(?<=[\p{L}\p{N}])\.(?=\p{L}{2})|(?<=[\w.+-])@(?=\w)/giu;

/** Writes signs of Markdown and of HTML as entities: these are read as plain signs, whatever reads the Markdown. */
function escapeWebex(text: string): string {
  return text.replace(/[&<>*_`~[\]()#|\\]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Parts the signs of mentions, which Webex may look for in code too. */
function quietCode(text: string): string {
  return text.replace(/<(?=[@a-z/])/gi, `<${APART}`);
}

/** Markdown as Webex reads it. Webex knows no zone of the reader. */
export const MARKUP: Markup = {
  ...markdownMarkup({
    plain: (text, max) => fit(text.replace(READ_ALOUD, `$&${APART}`), max, escapeWebex),
    strong: '**',
    notLabel: /(?!)/,
  }),
  code: (text, max) => code(quietCode(text), max),
  block: (text, max) => codeBlock(quietCode(text), max),
};
