/**
 * How much a test tries: `quick` in `npm test`; `full` in `npm run test:faults`, which CI runs too; `long` in
 * `FAULTS=long npm run test:faults`.
 */
type Level = 'quick' | 'full' | 'long';

const level: Level = ((said) => (said === 'full' || said === 'long' ? said : 'quick'))(process.env['FAULTS']);

/** A size or a part of a test at the level of this run; `full` is like `quick` unless it is given. */
export const sized = <Size>(quick: Size, long: Size, full = quick): Size => ({ quick, full, long })[level];

/** Says in the output of a quick run how much less it tries than others. */
export function tellSize(what: string, quick: number, long: number, full = quick): void {
  if (level !== 'quick') return;
  const more = full === quick ? '' : `npm run test:faults: ${full}; `;
  process.stdout.write(`${what}: ${quick}; ${more}FAULTS=long npm run test:faults: ${long}\n`);
}

/** Every `every`th of `all` in a quick run, beginning with the one at `from`: with another `from` for each of its kind, each is met. */
export const taken = <One>(all: readonly One[], every: number, from = 0): readonly One[] =>
  level === 'quick' ? all.filter((_, at) => (at + from) % every === 0) : all;

/** Seed of random data: another one in each run, unless `SEED` names that of a run to repeat. 32 bits. */
export const seed = (): number => Number(process.env['SEED'] ?? Date.now()) | 0;
