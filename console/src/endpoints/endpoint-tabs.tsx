import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useAdapter } from '../api/use-adapter.ts';

interface EndpointTabsProps {
  /** Id or public name, as in the address. */
  readonly id: string;
  readonly adapter: string | undefined;
}

/** Leads to the pages of an endpoint. */
export function EndpointTabs({ id, adapter = '' }: EndpointTabsProps): ReactElement {
  const presents = useAdapter(adapter)?.presents;
  return (
    <nav className="tabs" aria-label="Endpoint">
      <Link to="/endpoints/$id" params={{ id }} activeOptions={{ exact: true, includeSearch: false }}>
        Overview
      </Link>
      {presents && (
        <Link to="/endpoints/$id/message" params={{ id }} activeOptions={{ includeSearch: false }}>
          {presents === 'payload' ? 'Payload' : 'Messages'}
        </Link>
      )}
    </nav>
  );
}
