import { describe, expect, it } from '@jest/globals';
import { sized, tellSize } from '../support/long-run.js';
import { BALANCED } from './fault-run.js';
import { killRun } from './kill-run.js';

/** Kills of the run; `KILL_CYCLES` sets another number, `KILL_SEED` other moments. */
const [QUICK, LONG] = [6, 200];
const CYCLES = Number(process.env['KILL_CYCLES'] ?? sized(QUICK, LONG));
const SEED = Number(process.env['KILL_SEED'] ?? 20_240_101);
/** One cycle with its boot on a slow machine, ms; and the deliveries that are left at the end. */
const CYCLE_MS = 10_000;
const END_MS = 240_000;

describe('A gateway that is killed repeatedly under load', () => {
  it(
    'loses nothing and repeats only what was in flight',
    async () => {
      tellSize('Kills under load', QUICK, LONG);
      const ledger = await killRun({ cycles: CYCLES, seed: SEED, posters: 8, concurrency: 8 });
      expect(ledger).toMatchObject({ ...BALANCED, integrity: 'ok' });
      expect(ledger.accepted).toBeGreaterThan(CYCLES);
    },
    CYCLES * CYCLE_MS + END_MS,
  );
});
