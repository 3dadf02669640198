import type { ReactElement } from 'react';
import type { Stats } from '../api/types.ts';
import { EndpointsPanel } from './endpoints-panel.tsx';
import { IncidentsPanel } from './incidents-panel.tsx';

/** The lower row of the overview: endpoints with their figures, and the latest incidents. */
export function LatestPanels({ stats }: { readonly stats: Stats | undefined }): ReactElement {
  return (
    <div className="split split-wide">
      <EndpointsPanel stats={stats} />
      <IncidentsPanel />
    </div>
  );
}
