#!/usr/bin/env node
/** Starts the built gateway, or with `validate FILE` checks a file of endpoints. `--help` shows both. */
const [, , command] = process.argv;

if (command === 'validate') {
  process.argv.splice(2, 1);
  await import('../dist/validate.js');
} else await import('../dist/main.js');
