import type { ReactElement } from 'react';

interface Bar {
  readonly delivered: number;
  readonly failed: number;
}

const WIDTH = 96;
const HEIGHT = 24;

/** A bar an hour: what arrived, and on top of it what failed. */
export function Sparkline({
  bars,
  label,
}: {
  readonly bars: readonly Bar[];
  readonly label: string;
}): ReactElement {
  const top = Math.max(1, ...bars.map(({ delivered, failed }) => delivered + failed));
  const step = WIDTH / Math.max(bars.length, 24);
  const scale = (n: number): number => (n === 0 ? 0 : Math.max(1.5, (n / top) * (HEIGHT - 2)));
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={label} style={{ display: 'block' }}>
      <rect x={0} y={HEIGHT - 1} width={WIDTH} height={1} fill="var(--line)" />
      {bars.map(({ delivered, failed }, index) => {
        const x = WIDTH - (bars.length - index) * step;
        const [good, bad] = [scale(delivered), scale(failed)];
        return (
          <g key={index}>
            <rect x={x} y={HEIGHT - good} width={Math.max(1, step - 1)} height={good} fill="var(--good)" />
            <rect
              x={x}
              y={HEIGHT - good - bad}
              width={Math.max(1, step - 1)}
              height={bad}
              fill="var(--bad)"
            />
          </g>
        );
      })}
    </svg>
  );
}
