import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { VERSION } from '../config/version.js';
import type { GatewayNode } from './node-registry.js';

export type NodeIdentity = Pick<GatewayNode, 'id' | 'host' | 'pid' | 'version'>;

/** Who has opened a store: a new id each time. */
export function thisProcess(): NodeIdentity {
  return { id: randomUUID(), host: hostname(), pid: process.pid, version: VERSION };
}
