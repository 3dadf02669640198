/** `gateway tail` for the blocks of the docs: it ends once it has printed something. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const main = join(import.meta.dirname, '../../../bin/gateway.js');
const child = spawn(process.execPath, [main, ...process.argv.slice(2)], {
  stdio: ['inherit', 'pipe', 'inherit'],
});
child.stdout.pipe(process.stdout);
child.stdout.once('data', () => {
  process.exitCode = 0;
  child.kill();
});
child.once('exit', (code) => {
  if (code) process.exitCode = code;
});
