#!/usr/bin/env node
/** The command line: `gateway --help` lists the commands; without one, the gateway starts. */
await import('../dist/cli.js');
