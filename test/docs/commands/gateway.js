#!/usr/bin/env node
/** The command `gateway` for the blocks of the docs: the built one, but `tail` ends once it has printed something. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const [command] = process.argv.slice(2);
const main = join(import.meta.dirname, '../../../bin/gateway.js');
const child = spawn(process.execPath, [main, ...process.argv.slice(2)], {
  stdio: ['inherit', 'pipe', 'inherit'],
});
child.stdout.pipe(process.stdout);
if (command === 'tail')
  child.stdout.once('data', () => {
    process.exitCode = 0;
    child.kill();
  });
child.once('exit', (code) => {
  if (command !== 'tail' || code) process.exitCode = code ?? 0;
});
