import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { GatewayNode } from './node-registry.js';

export type NodeIdentity = Pick<GatewayNode, 'id' | 'host' | 'pid' | 'version'>;

/** The package stands at the same distance from the sources and from the build. */
const PACKAGE = new URL('../../../package.json', import.meta.url);

/** Who has opened a store: a new id each time. */
export function thisProcess(): NodeIdentity {
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string };
  return { id: randomUUID(), host: hostname(), pid: process.pid, version };
}
