/** A size or a part of a test: `quick` in `npm test`, `long` in a run with `FAULTS=long`. */
export const sized = <Size>(quick: Size, long: Size): Size =>
  process.env['FAULTS'] === 'long' ? long : quick;

/** Says in the output of a quick run how much less it tries than a long one. */
export function tellSize(what: string, quick: number, long: number): void {
  if (sized(quick, long) === quick)
    process.stdout.write(`${what}: ${quick}; with FAULTS=long npm run test:faults: ${long}\n`);
}

/** Seed of random data: another one in each run, unless `SEED` names that of a run to repeat. 32 bits. */
export const seed = (): number => Number(process.env['SEED'] ?? Date.now()) | 0;
