import type { Endpoint } from '../api/types.ts';
import type { Tone } from './tone.ts';

type Health = Pick<Endpoint, 'health' | 'breaker' | 'recovering'>;

/**
 * Describes the state of an endpoint: first an operator's setting, then the circuit breaker, then the health of
 * attempts.
 */
export function healthOf({ health, breaker, recovering }: Health): readonly [Tone, string] {
  if (health === 'disabled') return ['bad', 'Disabled'];
  if (health === 'paused') return ['calm', 'Paused'];
  if (breaker === 'open') return ['bad', 'Circuit open'];
  if (breaker === 'half_open') return ['warn', recovering ? 'Recovering' : 'Probing'];
  if (health === 'failing') return ['bad', 'Failing'];
  if (health === 'degraded') return ['warn', 'Degraded'];
  return ['good', 'Healthy'];
}

/** Writes a rate (0 to 1): `22 %`, `0.4 %`; a dash without attempts. */
export function rateText(rate: number | null | undefined): string {
  if (rate === null || rate === undefined) return '–';
  const percent = rate * 100;
  if (percent === 0) return '0 %';
  return `${percent < 10 ? Math.max(0.1, Math.round(percent * 10) / 10) : Math.round(percent)} %`;
}
