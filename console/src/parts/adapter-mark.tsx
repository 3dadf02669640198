import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import { useAdapter } from '../api/use-adapter.ts';

interface MarkProps {
  readonly type: string;
  /** Edge, px. */
  readonly size?: number;
}

/** Shows the icon of a kind of target, with its name as a tooltip. It keeps its place until the icon is loaded. */
export function AdapterMark({ type, size = 18 }: MarkProps): ReactElement {
  const adapter = useAdapter(type);
  const label = adapter?.label ?? type;
  return (
    <Tooltip label={label}>
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.6}
        strokeLinecap="round"
        strokeLinejoin="round"
        role="img"
        aria-label={label}
        style={{ flex: 'none' }}
      >
        <path d={adapter?.about.icon} />
      </svg>
    </Tooltip>
  );
}
