/**
 * Measures what forming a message costs beside the generic JSON of the same event, in one run (`npm run bench:messages`). The
 * adapters are bundled from the sources, so that the figures are those of the working tree.
 */
import type { ADAPTERS as Adapters } from '../src/adapters/registry.ts';
import type { SAMPLES as Samples } from '../src/adapters/samples.ts';
import { bundledSources } from '../scripts/bundle-sources.ts';
import type { aTarget as ATarget } from '../test/support/a-target.ts';

const [WARM_UP, ROUNDS, CALLS] = [2_000, 9, 2_000];

interface Bundle {
  readonly ADAPTERS: typeof Adapters;
  readonly SAMPLES: typeof Samples;
  readonly aTarget: typeof ATarget;
}

/** Measures the median time of a call, µs. */
function microseconds(call: () => unknown): number {
  for (let n = 0; n < WARM_UP; n += 1) call();
  const rounds = Array.from({ length: ROUNDS }, () => {
    const begin = performance.now();
    for (let n = 0; n < CALLS; n += 1) call();
    return ((performance.now() - begin) * 1000) / CALLS;
  });
  return rounds.toSorted((one, other) => one - other)[Math.floor(ROUNDS / 2)]!;
}

const { ADAPTERS, SAMPLES, aTarget } = await bundledSources<Bundle>(
  `export { ADAPTERS } from './src/adapters/registry.ts'; export { SAMPLES } from './src/adapters/samples.ts'; export { aTarget } from './test/support/a-target.ts';`,
);
const plain = ADAPTERS.find(({ fallback }) => fallback)!;
for (const { name, event } of SAMPLES.slice(0, 2)) {
  const cost = ADAPTERS.map((adapter) => {
    const target = aTarget({ options: new adapter.Options() });
    return { type: adapter.type, us: microseconds(() => adapter.format(event, target)) };
  });
  const floor = cost.find(({ type }) => type === plain.type)!.us;
  const figures = cost.map(({ type, us }) => `${type} ${us.toFixed(1)} µs (${(us / floor).toFixed(1)} ×)`);
  console.log(`Compact message, "${name}": ${figures.join(' · ')}`);
}
