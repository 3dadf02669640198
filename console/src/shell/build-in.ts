/** Which console the gateway serves now: the build of this tab, another one, or none because it does not answer. */
export type Served = 'same' | 'other' | 'none';

/** Which build a document is of; `script` is the file name of the script of this tab's build. */
export function buildIn(html: string, script: string): Served {
  if (!html.includes('id="root"')) return 'none';
  return html.includes(script) ? 'same' : 'other';
}
