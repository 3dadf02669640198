import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

/**
 * The thread listens on the given addresses with one port, and stands still until the flag of its address is set; then it
 * answers every request with 200.
 */
const THREAD = `
  const { createServer } = require('node:http');
  const { parentPort, workerData: { addresses, gate } } = require('node:worker_threads');
  const servers = addresses.map(() => createServer((request, response) => request.resume().on('end', () => response.end())));
  const listen = (at, port) => new Promise((resolve) => servers[at].listen(
    { host: addresses[at], port, backlog: 1 }, () => resolve(servers[at].address().port)));
  (async () => {
    const port = await listen(0, 0);
    for (let at = 1; at < servers.length; at++) await listen(at, port);
    parentPort.postMessage(port);
    Atomics.wait(gate, 0, 0);
  })();
`;

/** The time after which a connection attempt counts as dropped, ms. */
const STUCK_MS = 300;

/** A listener whose backlog is full, so that the kernel drops further connection attempts until it wakes up. */
export class DeafListener {
  readonly port: number;
  readonly #worker: Worker;
  readonly #gate: Int32Array;
  readonly #fill: readonly Socket[];

  private constructor(port: number, worker: Worker, gate: Int32Array, fill: readonly Socket[]) {
    this.port = port;
    this.#worker = worker;
    this.#gate = gate;
    this.#fill = fill;
  }

  static async on(...addresses: readonly string[]): Promise<DeafListener> {
    const gate = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(THREAD, { eval: true, workerData: { addresses, gate } });
    const [port] = (await once(worker, 'message')) as [number];
    const fill: Socket[] = [];
    for (const address of addresses) await stuff(address, port, fill);
    return new DeafListener(port, worker, gate, fill);
  }

  /** Makes the listener accept its connections from now on. */
  wake(): void {
    Atomics.store(this.#gate, 0, 1);
    Atomics.notify(this.#gate, 0);
  }

  async close(): Promise<void> {
    this.wake();
    for (const socket of this.#fill) socket.destroy();
    await this.#worker.terminate();
  }
}

/** Connects until a further connection attempt is dropped. */
async function stuff(address: string, port: number, fill: Socket[]): Promise<void> {
  for (;;) {
    const socket = connect(port, address);
    socket.on('error', () => undefined);
    fill.push(socket);
    const connected = once(socket, 'connect').then(() => true);
    if (!(await Promise.race([connected, sleep(STUCK_MS, false)]))) return;
    if (fill.length > 1_000) throw new Error(`${address} takes any number of connections`);
  }
}
