import type { ReactElement } from 'react';

/** Numbers of attempts in one step of time. */
export interface Bar {
  readonly attempts: number;
  readonly failed_attempts: number;
}

const WIDTH = 96;
const HEIGHT = 24;
const BARS = 24;

/**
 * Charts successful attempts, with the failed ones on top, so that an endpoint that only fails is not mistaken for an
 * idle one.
 */
export function Sparkline({
  bars: points,
  label,
}: {
  readonly bars: readonly Bar[];
  readonly label: string;
}): ReactElement {
  const bars = gathered(points);
  const top = Math.max(1, ...bars.map(({ attempts }) => attempts));
  const step = WIDTH / BARS;
  const scale = (n: number): number => (n === 0 ? 0 : Math.max(1.5, (n / top) * (HEIGHT - 2)));
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={label} style={{ display: 'block' }}>
      <rect x={0} y={HEIGHT - 1} width={WIDTH} height={1} fill="var(--line)" />
      {bars.map(({ attempts, failed_attempts: failed }, index) => {
        const x = WIDTH - (bars.length - index) * step;
        const [good, bad] = [scale(attempts - failed), scale(failed)];
        return (
          <g key={index}>
            <rect x={x} y={HEIGHT - good} width={step - 1} height={good} fill="var(--good)" />
            <rect x={x} y={HEIGHT - good - bad} width={step - 1} height={bad} fill="var(--bad)" />
          </g>
        );
      })}
    </svg>
  );
}

/** Merges neighbouring bars until there are few enough; the last bar always ends now. */
function gathered(points: readonly Bar[]): readonly Bar[] {
  const size = Math.ceil(points.length / BARS);
  const bars: Bar[] = [];
  for (let end = points.length; end > 0; end -= size) {
    const part = points.slice(Math.max(0, end - size), end);
    const sum = (of: keyof Bar): number => part.reduce((total, point) => total + point[of], 0);
    bars.unshift({ attempts: sum('attempts'), failed_attempts: sum('failed_attempts') });
  }
  return bars;
}
