import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { endpointQuery } from '../../api/queries.ts';
import { Loaded } from '../../parts/feedback.tsx';
import { SettingsPanel } from '../settings-panel.tsx';

const route = getRouteApi('/app/endpoints/$id/settings');

/** All fields of an endpoint but its texts, which have a tab of their own. */
export function SettingsTab(): ReactElement {
  const { id } = route.useParams();
  const query = useQuery(endpointQuery(id));
  return (
    <Loaded query={query} height={600}>
      {(endpoint) => <SettingsPanel key={endpoint.id} endpoint={endpoint} />}
    </Loaded>
  );
}
