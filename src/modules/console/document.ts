/**
 * Writes the console's document for a base path: the URLs of its files begin with it, and a `meta` element holds it for
 * the script. Base paths need no escaping.
 */
export function documentAt(html: string, basePath: string): string {
  return html
    .replaceAll(/((?:src|href)=")\/(?!\/)/g, `$1${basePath}/`)
    .replace('<head>', `<head>\n    <meta name="base-path" content="${basePath}" />`);
}
