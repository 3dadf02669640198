/** The build that the gateway serves: this tab's, another, or none, because the gateway does not answer. */
export type Served = 'same' | 'other' | 'none';

/** Compares the build of a document with this tab's; `script` is the file name of this tab's script. */
export function buildIn(html: string, script: string): Served {
  if (!html.includes('id="root"')) return 'none';
  return html.includes(script) ? 'same' : 'other';
}
