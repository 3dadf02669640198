import type { ReactElement, ReactNode } from 'react';

interface SteadyProps {
  /** Whether all that stands above is known. */
  readonly ready: boolean;
  readonly children: ReactNode;
}

/** Shows its children, which load meanwhile, once nothing that appears above can move them. */
export function Steady({ ready, children }: SteadyProps): ReactElement {
  return <div style={{ display: ready ? 'contents' : 'none' }}>{children}</div>;
}
