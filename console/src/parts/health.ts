import type { Endpoint } from '../api/types.ts';
import type { Tone } from './tone.ts';

type Health = Pick<Endpoint, 'health' | 'breaker' | 'recovering'>;

/** The state of an endpoint: what an operator set comes first, then the circuit breaker, then how its attempts go. */
export function healthOf({ health, breaker, recovering }: Health): readonly [Tone, string] {
  if (health === 'disabled') return ['bad', 'Disabled'];
  if (health === 'paused') return ['calm', 'Paused'];
  if (breaker === 'open') return ['bad', 'Circuit open'];
  if (breaker === 'half_open') return ['warn', recovering ? 'Recovering' : 'Probing'];
  if (health === 'failing') return ['bad', 'Failing'];
  if (health === 'degraded') return ['warn', 'Degraded'];
  return ['good', 'Healthy'];
}

/** `22 %`, `0.4 %`; a dash where nothing was attempted. `rate` is 0 to 1. */
export function rateText(rate: number | null | undefined): string {
  if (rate === null || rate === undefined) return '–';
  const percent = rate * 100;
  if (percent === 0) return '0 %';
  return `${percent < 10 ? Math.max(0.1, Math.round(percent * 10) / 10) : Math.round(percent)} %`;
}
