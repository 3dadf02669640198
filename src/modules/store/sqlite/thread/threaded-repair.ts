import {
  RepairStore,
  type Advanced,
  type NewOperation,
  type Operation,
  type OperationHold,
  type Progress,
  type ReplayedDelivery,
} from '../../repair-store.js';
import type { DatabaseThread } from './database-thread.js';

export class ThreadedRepair extends RepairStore {
  constructor(private readonly thread: DatabaseThread) {
    super();
  }

  redeliver(id: string): Promise<boolean | null> {
    return this.thread.call('repair', 'redeliver', [id]);
  }

  cancel(id: string, reason: string): Promise<boolean | null> {
    return this.thread.call('repair', 'cancel', [id, reason]);
  }

  start(operation: NewOperation): Promise<Operation> {
    return this.thread.call('repair', 'start', [operation]);
  }

  operation(id: string): Promise<Operation | null> {
    return this.thread.call('repair', 'operation', [id]);
  }

  operations(limit: number, before: string | null): Promise<Operation[]> {
    return this.thread.call('repair', 'operations', [limit, before]);
  }

  running(): Promise<number> {
    return this.thread.call('repair', 'running', []);
  }

  stop(id: string): Promise<boolean | null> {
    return this.thread.call('repair', 'stop', [id]);
  }

  take(token: string, leaseMs: number): Promise<Operation | null> {
    return this.thread.call('repair', 'take', [token, leaseMs]);
  }

  advance(hold: OperationHold, limit: number): Promise<Advanced | null> {
    return this.thread.call('repair', 'advance', [hold, limit]);
  }

  replay(
    hold: OperationHold,
    deliveries: readonly ReplayedDelivery[],
    progress: Progress,
  ): Promise<Operation | null> {
    return this.thread.call('repair', 'replay', [hold, deliveries, progress]);
  }

  release(hold: OperationHold, state?: 'failed'): Promise<void> {
    return this.thread.call('repair', 'release', [hold, state]);
  }
}
