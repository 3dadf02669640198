import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { GatewayProcess } from './gateway-process.js';
import type { TempFolder } from './temp-folder.js';
import { until } from './until.js';

export const DAY_MS = 86_400_000;

const PRELOAD = pathToFileURL(join(import.meta.dirname, './shifted-clock.ts'));

/** The time of day of a gateway, which can be set before and while it runs. */
export class TimeOfDay {
  /** The environment of the gateway. */
  readonly env: Readonly<Record<string, string>>;
  readonly #file: string;

  constructor(folder: TempFolder) {
    this.#file = folder.file('shift');
    this.env = { NODE_OPTIONS: `--import=${PRELOAD}`, CLOCK_SHIFT_FILE: this.#file };
    this.set(0);
  }

  /** Shifts the time by `shiftMs`, written in one step because the gateway reads it all the time. */
  set(shiftMs: number): void {
    writeFileSync(`${this.#file}.new`, String(shiftMs));
    renameSync(`${this.#file}.new`, this.#file);
  }

  /** Shifts the time, and resolves when the gateway uses it. */
  async jump(gateway: GatewayProcess, shiftMs: number): Promise<void> {
    this.set(shiftMs);
    const tolerance = Math.max(5_000, Math.min(DAY_MS, Math.abs(shiftMs)) / 2);
    await until('the other time', async () => {
      const { body } = await gateway.get('/api/webhooks/status');
      return Math.abs(Date.parse(body.timestamp as string) - Date.now() - shiftMs) < tolerance;
    });
  }
}
