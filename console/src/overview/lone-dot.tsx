import type { ReactElement } from 'react';
import { lonePoints } from './lone-points.ts';

interface DotProps {
  readonly cx?: number;
  readonly cy?: number;
  readonly index?: number;
}

interface Series {
  readonly name: string;
  readonly color?: string;
}

/** Draws the points that no line leads to: else a chart of a single minute is empty. @param across true where lines lead across gaps */
export function loneDots(rows: readonly object[], across = false) {
  return ({ name, color }: Series) => {
    const isLone = lonePoints(rows, name, across);
    return {
      isAnimationActive: false,
      dot: ({ cx = 0, cy = 0, index = -1 }: DotProps): ReactElement =>
        isLone(index) ? (
          <circle key={index} cx={cx} cy={cy} r={2.5} {...(color !== undefined && { fill: color })} />
        ) : (
          <g key={index} />
        ),
    };
  };
}
