/**
 * The console's document for a base path: its files are asked for there, and its script reads the base path from the
 * `meta` element. A base path is made of letters that need no escaping.
 */
export function documentAt(html: string, basePath: string): string {
  return html
    .replaceAll(/((?:src|href)=")\/(?!\/)/g, `$1${basePath}/`)
    .replace('<head>', `<head>\n    <meta name="base-path" content="${basePath}" />`);
}
