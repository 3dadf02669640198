import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { VERSION } from '../config/version.js';
import type { GatewayNode } from './node-registry.js';

export type NodeIdentity = Pick<GatewayNode, 'id' | 'host' | 'pid' | 'version'>;

/** Identifies this process as a node, under a new id each time a store is opened. */
export function thisProcess(): NodeIdentity {
  return { id: randomUUID(), host: hostname(), pid: process.pid, version: VERSION };
}
