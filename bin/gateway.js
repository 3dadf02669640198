#!/usr/bin/env node
/** `npx streamgank-webhook-gateway` starts the built gateway; with `validate FILE` it checks a configuration file. */
const [command] = process.argv.splice(2, 1);

if (command === undefined) await import('../dist/main.js');
else if (command === 'validate') await import('../dist/validate.js');
else {
  process.stderr.write('Usage: streamgank-webhook-gateway [validate gateway.yaml]\n');
  process.exitCode = 2;
}
