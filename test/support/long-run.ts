/**
 * How much a test tries: `quick` in `npm test`; `full` in `npm run test:faults`, which CI runs too; `long` in
 * `FAULTS=long npm run test:faults`.
 */
type Level = 'quick' | 'full' | 'long';

const LEVELS: readonly string[] = ['quick', 'full', 'long'] satisfies readonly Level[];
const level = (process.env['FAULTS'] || 'quick') as Level;
if (!LEVELS.includes(level)) throw new Error(`FAULTS is ${level}; accepted are ${LEVELS.join(', ')}.`);

/** A size or a part of a test at the level of this run; `full` is like `quick` unless it is given. */
export const sized = <Size>(quick: Size, long: Size, full = quick): Size => ({ quick, full, long })[level];

/** Says in the output of a quick run how much less it tries than others. */
export function tellSize(what: string, quick: number, long: number, full = quick): void {
  if (level !== 'quick') return;
  const more = full === quick ? '' : `npm run test:faults: ${full}; `;
  process.stdout.write(`${what}: ${quick}; ${more}FAULTS=long npm run test:faults: ${long}\n`);
}

/**
 * Leaves out most of a list in a quick run: every `every`th stays. Lists that are taken `from` 0, 1, 2, … have different ones, so that
 * together they have all.
 */
export const taken = <One>(all: readonly One[], every: number, from = 0): readonly One[] =>
  level === 'quick' ? all.filter((_, at) => (at + from) % every === 0) : all;

/** Seed of random data: another one in each run, unless `SEED` names that of a run to repeat. 32 bits. */
export const seed = (): number => Number(process.env['SEED'] ?? Date.now()) | 0;
