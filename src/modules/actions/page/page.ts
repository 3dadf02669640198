import { createHash } from 'node:crypto';
import { withEntities } from '../../../adapters/entities.js';
import { STYLE } from './style.js';

/** A page of an action, in plain texts. */
export interface ActionPage {
  /** HTTP status. */
  readonly status: number;
  readonly title: string;
  /** Sentences below the title. */
  readonly texts: readonly string[];
  /** Rows of names and values. */
  readonly facts?: readonly (readonly [name: string, value: string])[];
  /** The button that presses the action; absent: there is nothing to press. */
  readonly button?: { readonly label: string; readonly danger?: boolean };
  /** True where pressing asks for a key. */
  readonly asksForKey?: boolean;
  /** The fault of the key that was given. */
  readonly keyFault?: string;
  readonly tone?: 'good' | 'bad';
}

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * Headers of every page: nothing is loaded, no script runs, nobody frames it, and its address, which contains a token, is neither told to
 * other sites nor indexed. Its own form names its origin: by that the gateway tells it from the forms of others.
 */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'Referrer-Policy': 'same-origin',
  'X-Robots-Tag': 'noindex, nofollow, noarchive',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-store',
};

/** Writes a page as HTML. `brand`: name of the gateway to people. */
export function htmlOf(page: ActionPage, brand: string): string {
  const { title, texts, tone } = page;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="same-origin">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} · ${escaped(brand)}</title>
<style>${STYLE}</style>
</head>
<body>
<main${tone === undefined ? '' : ` class="${tone}"`}>
<p class="brand">${escaped(brand)}</p>
<h1>${escaped(title)}</h1>
${texts.map((text) => `<p>${escaped(text)}</p>`).join('\n')}
${factsOf(page)}
${formOf(page)}
</main>
</body>
</html>
`;
}

function factsOf({ facts = [] }: ActionPage): string {
  if (facts.length === 0) return '';
  const rows = facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`);
  return `<dl>${rows.join('\n')}</dl>`;
}

/** The form posts to the page's own address: it needs no script, and names no token. */
function formOf({ button, asksForKey = false, keyFault }: ActionPage): string {
  if (!button) return '';
  const fault = keyFault === undefined ? '' : `<p class="fault" role="alert">${escaped(keyFault)}</p>`;
  const key = asksForKey
    ? `<label for="key">Key (role operator or admin)</label>${fault}
<input id="key" name="key" type="password" autocomplete="current-password" required autofocus>`
    : '';
  const label = asksForKey ? `Sign in and press “${button.label}”` : button.label;
  return `<form method="post">${key}
<button type="submit"${button.danger ? ' class="danger"' : ''}>${escaped(label)}</button></form>`;
}

const escaped = (text: string): string => withEntities(text, /[&<>"']/g);
