import { join } from 'node:path';
import { defineConfig } from 'vite';
import { packagesOf } from '../scripts/shipped/packages-of-modules.ts';

const ROOT = join(import.meta.dirname, '..');

interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

const OVERVIEW = ['overview-page.tsx', 'traffic-chart.tsx'].map((file) =>
  join(import.meta.dirname, 'src/overview', file).replaceAll('\\', '/'),
);
const onOverview = new Set<string>();

/** Names the file of modules that several pages share and the overview does not load; null for its own. */
function apartFromOverview(id: string, modules: Modules): string | null {
  if (onOverview.size === 0) for (const page of OVERVIEW) addImported(page, modules);
  return onOverview.has(id) ? null : 'parts';
}

function addImported(id: string, modules: Modules): void {
  if (onOverview.has(id)) return;
  onOverview.add(id);
  for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) addImported(imported, modules);
}

/** The console is served by the gateway from `dist/console`; in development Vite passes the API on to a gateway that runs. */
export default defineConfig({
  root: import.meta.dirname,
  // Scripts and styles name one another by relative paths, so that they work under any base path; the document is read
  // at many addresses and names them from the root, which the gateway replaces by its base path.
  base: './',
  plugins: [
    {
      name: 'document-from-root',
      transformIndexHtml: { order: 'post', handler: (html: string) => html.replaceAll('="./', '="/') },
    },
    {
      // The list of what the console contains, for the SBOM.
      name: 'list-packages',
      generateBundle(_options, bundle) {
        const modules = Object.values(bundle).flatMap((one) => (one.type === 'chunk' ? one.moduleIds : []));
        const source = JSON.stringify(packagesOf(modules, ROOT), null, 2);
        this.emitFile({ type: 'asset', fileName: '.vite/packages.json', source });
      },
    },
  ],
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    // Which page loads what: read by the test of the console's size.
    manifest: true,
    target: 'es2022',
    // What light-dark() and its likes need; older browsers would get a page without colours.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // Sizes are measured by a test, compressed as they are sent.
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1024,
    // Nothing is inlined as data: URLs, so the content security policy stays short.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // The document and the entry name what a page needs, so that it is loaded at once. Lists of files in other scripts would
      // repeat these names; the parts that those load later find their scripts by themselves, only their styles are named.
      resolveDependencies: (_file, files, { hostId, hostType }) =>
        hostType === 'html' || /(?:^|\/)index-/.test(hostId)
          ? files
          : files.filter((file) => file.endsWith('.css')),
    },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every page loads is one file.
            { name: 'shell', tags: ['$initial'], priority: 1 },
            // What most pages share is another. Left alone, the build makes a file for each set of pages: up to 70 a page.
            { name: 'shared', minShareCount: 18, test: /console[\\/]src|@mantine|@tabler/ },
            // What few pages share is a third, which the overview, the first page of most visits, does without.
            {
              name: apartFromOverview,
              debugName: 'parts',
              minShareCount: 5,
              test: /console[\\/]src|@mantine|@tabler/,
            },
          ],
        },
      },
      // `"use client"` means something to frameworks that render on a server; here it is only repeated a thousand times.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  // Previews of messages lie in the folders of the adapters, outside the root.
  server: { proxy: { '/api': 'http://127.0.0.1:3000' }, fs: { allow: ['..'] } },
});
