#!/usr/bin/env node
/** The command line: `gateway --help` lists the commands; without one, the gateway starts. */
import { readFileSync } from 'node:fs';

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const [major, minor] = engines.node.match(/\d+/g).map(Number);
const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);

// npm only warns of an older Node, which would not understand the files of `dist`.
if (ownMajor < major || (ownMajor === major && ownMinor < minor)) {
  process.stderr.write(
    `The gateway needs Node ${major}.${minor} or later; this is Node ${process.versions.node}.\n`,
  );
  process.exitCode = 1;
} else await import('../dist/cli.js');
