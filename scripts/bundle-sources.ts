import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';

const ROOT = join(import.meta.dirname, '..');
const ENTRY = join(ROOT, 'sources-entry.ts');

/** Bundles sources of the working tree for a command, and returns what `entry`, a module as text, exports. */
export async function bundledSources<Exports>(entry: string): Promise<Exports> {
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  const folder = await mkdtemp(join(ROOT, '.cache/sources-'));
  try {
    const file = join(folder, 'bundle.mjs');
    await build({
      input: ENTRY,
      platform: 'node',
      external: [/^class-/],
      plugins: [
        {
          name: 'entry',
          resolveId: (id) => (id === ENTRY ? id : null),
          load: (id) => (id === ENTRY ? entry : null),
        },
      ],
      output: { file, format: 'esm' },
    });
    return (await import(pathToFileURL(file).href)) as Exports;
  } finally {
    await rm(folder, { recursive: true });
  }
}
