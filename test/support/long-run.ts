/** A size of a test: `quick` in `npm test`, `long` in a run with `FAULTS=long`. */
export const sized = (quick: number, long: number): number =>
  process.env['FAULTS'] === 'long' ? long : quick;

/** Says in the output of a quick run how much less it tries than a long one. */
export function tellSize(what: string, quick: number, long: number): void {
  if (sized(quick, long) === quick)
    process.stdout.write(`${what}: ${quick}; with FAULTS=long npm run test:faults: ${long}\n`);
}
