import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { endpointsQuery } from '../api/queries.ts';
import type { AuditEntry } from '../api/types.ts';
import { linkOf } from './audit-words.ts';

/** Links the target of an entry, by its display name while it exists; a key has the name that the entry records. */
export function AuditTarget({ entry }: { readonly entry: AuditEntry }): ReactElement {
  const { data: endpoints = [] } = useQuery(endpointsQuery);
  const { target } = entry;
  const known = endpoints.find(({ id, webhook_id: name }) => id === target || name === target);
  switch (linkOf(entry)) {
    case 'endpoint':
      return known ? (
        <Link to="/endpoints/$id" params={{ id: known.webhook_id }} className="link">
          <bdi>{known.name}</bdi>
        </Link>
      ) : (
        <span className="mono">{target}</span>
      );
    case 'delivery':
      return (
        <Link to="/deliveries/$id" params={{ id: target ?? '' }} className="link mono">
          {target}
        </Link>
      );
    case 'operations':
      return (
        <Link to="/operations" className="link mono">
          {target}
        </Link>
      );
    case 'key':
      return (
        <span title={target ?? undefined}>
          <bdi>{String(entry.detail['name'])}</bdi>
        </span>
      );
    default:
      return <span className="mono">{target}</span>;
  }
}
