/** Builds the package twice from the same sources, as ES modules and as CommonJS, each with its types. */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const compiler = join(
  dirname(createRequire(import.meta.url).resolve('typescript-7/package.json')),
  'bin/tsc',
);

function compile(project) {
  const { status } = spawnSync(process.execPath, [compiler, '-p', join(folder, project)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

rmSync(join(folder, 'dist'), { recursive: true, force: true });
compile('tsconfig.json');
compile('tsconfig.cjs.json');
// The package is of type module; this folder is not.
writeFileSync(join(folder, 'dist/cjs/package.json'), '{ "type": "commonjs" }\n');
