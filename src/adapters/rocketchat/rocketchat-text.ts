import { fit } from '../fit.js';
import { APART, markdownMarkup } from '../markup/markdown.js';
import type { Markup } from '../markup/markup.js';
import type { InstantStyle } from '../values/instants.js';

/** Matches where Rocket.Chat begins mentions, channels, emoji, colours, telephone numbers, spoilers and addresses: each is parted there. */
const READ_ALOUD =
  /@|#(?=\S|$)|:(?=\S)|\+(?=[\d(])|<(?=\S|$)|\|(?=\|)|\](?=\()|(?<=[\p{L}\p{N}])\.(?=\p{L}{2})|(?<![a-z\d])www(?=\.)|\S(?=@)/giu;
/** Faces that Rocket.Chat draws as emoji, parted between eyes and mouth: `%)`, `=D`, `D:`. */
const FACES =
  /[=;8BX#%*'>0](?=[-^]?[)\]([/\\$*#|])|[=;](?=[-^]?[DPLXO3b])|<(?=\/?3)|\bD(?=:)|>(?=\.<)|\((?=y\))|\bX(?=-P)|\b[O0](?=:?[-;^=)3])/g;

/** Puts a backslash before signs of emphasis and code; one of the text's own is parted from what follows. */
function escapeRocketChat(text: string): string {
  return text.replace(/[\\*_~`]/g, (sign) => (sign === '\\' ? `\\${APART}` : `\\${sign}`));
}

const STYLES: Readonly<Record<InstantStyle, string>> = { date: 'D', time: 't', datetime: 'f', relative: 'R' };

/** An id, whole or shortened, in which Rocket.Chat reads no emphasis: no sign of it needs a backslash. */
const ID = /^[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*(?:…[A-Za-z0-9]+)?$/;

function plain(text: string, max: number): string {
  if (ID.test(text)) return fit(text, max);
  const parted = text.replace(READ_ALOUD, `$&${APART}`).replace(FACES, `$&${APART}`);
  return fit(parted, max, escapeRocketChat);
}

/**
 * Makes the markup of Rocket.Chat: Markdown of its own, in which one star is bold.
 *
 * @param localTimes true where the server's clients show moments in the reader's zone
 */
export function rocketChatMarkup(localTimes: boolean): Markup {
  const markup = markdownMarkup({
    plain,
    strong: '*',
    // Rocket.Chat reads no escaped signs in emphasis and in labels.
    notStrong: /[\\*_~`[]/,
    notLabel: new RegExp(`[[\\]\\\\*~\`]|^(?!${ID.source.slice(1)}).*_`, 's'),
    ...(localTimes ? { time: (at, style) => `<t:${Math.trunc(at / 1000)}:${STYLES[style]}>` } : {}),
  });
  // A bracket of an earlier text on the line would begin a link that ends in the code.
  return { ...markup, code: (text, max) => markup.code(text.replace(/\](?=\()/g, `]${APART}`), max) };
}

/** Blocks and spans of code, and links as the gateway writes them: their labels have no brackets. */
const WHOLE = /```[^]*?```|(?<!\\)`[^`\n]*`|\[(?<label>[^[\]\n]*)\]\((?<href>(?:[^\s()]|\([^\s()]*\))*)\)/g;
/** Signs that no label of a link in its other form has, by letters that look like them. */
const IN_LABEL: Readonly<Record<string, string>> = { '<': '\u{2039}', '>': '\u{203a}', '|': '\u{1c0}' };
/** Signs that no address of such a link has, by their percent-encoded form. */
const IN_ADDRESS: Readonly<Record<string, string>> = { '(': '%28', ')': '%29', '|': '%7C' };

/**
 * Writes the links that stand behind a bracket of foreign text in their other form, `<address|label>`: the label of one in the form of
 * Markdown would begin at the first bracket before it, whatever is in between.
 */
export function apartFromBrackets(markdown: string): string {
  const bracket = markdown.replace(WHOLE, ({ length }) => ' '.repeat(length)).indexOf('[');
  if (bracket < 0) return markdown;
  return markdown.replace(WHOLE, (whole, label: string | undefined, href: string, at: number) => {
    if (label === undefined || at < bracket) return whole;
    const address = href.replace(/[()|]/g, (sign) => IN_ADDRESS[sign]!);
    return `<${address}|${label.replace(/[<>|]/g, (sign) => IN_LABEL[sign]!)}>`;
  });
}
