import './endpoint-tabs.css';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useAdapter } from '../api/use-adapter.ts';

interface EndpointTabsProps {
  /** Id or public name, as in the address. */
  readonly id: string;
  readonly adapter: string | undefined;
}

const ANY_SEARCH = { includeSearch: false };
const WHOLE_PATH = { exact: true, includeSearch: false };

/** Leads to the tabs of an endpoint. */
export function EndpointTabs({ id, adapter = '' }: EndpointTabsProps): ReactElement {
  const presents = useAdapter(adapter)?.presents;
  const params = { id };
  return (
    <nav className="tabs" aria-label="Endpoint">
      <Link to="/endpoints/$id" params={params} activeOptions={WHOLE_PATH}>
        Overview
      </Link>
      <Link to="/endpoints/$id/deliveries" params={params} activeOptions={ANY_SEARCH}>
        Deliveries
      </Link>
      <Link to="/endpoints/$id/message" params={params} activeOptions={ANY_SEARCH}>
        {presents === 'payload' ? 'Payload' : 'Messages'}
      </Link>
      <Link to="/endpoints/$id/settings" params={params} activeOptions={ANY_SEARCH}>
        Settings
      </Link>
      <Link to="/endpoints/$id/history" params={params} activeOptions={ANY_SEARCH}>
        History
      </Link>
    </nav>
  );
}
