import { IconClipboardList } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { auditQuery } from '../api/queries.ts';
import type { AuditFilter } from '../api/types.ts';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { Page } from '../parts/page.tsx';
import { Pager, useTrail } from '../parts/pager.tsx';
import { ExportMenu } from '../query/export-menu.tsx';
import { AuditFilterBar } from './audit-filter.tsx';
import { AuditTable } from './audit-table.tsx';
import { exportLink } from './export-link.ts';
import { given } from '../search.ts';

const route = getRouteApi('/app/audit');

/** Shows who changed what, and when. */
export function AuditPage(): ReactElement {
  const filter = given(route.useSearch());
  // Another filter begins at its first page.
  return <Filtered key={JSON.stringify(filter)} filter={filter} />;
}

function Filtered({ filter }: { readonly filter: AuditFilter }): ReactElement {
  const [trail, go] = useTrail();
  const query = useQuery(auditQuery(filter, trail.at(-1)));
  const filtered = Object.keys(filter).length > 0;
  return (
    <Page
      title="Audit log"
      lead="Changes and refused callers, newest first. Secrets are never recorded."
      actions={<ExportMenu fileOf={(format) => exportLink(filter, format)} />}
    >
      <AuditFilterBar filter={filter} />
      <Loaded query={query} height={300}>
        {({ entries, next_cursor: next }) => (
          <div className="panel">
            {entries.length === 0 ? (
              <Empty
                title={filtered ? 'No matching entries' : 'No changes yet'}
                icon={<IconClipboardList size={30} stroke={1.5} />}
              >
                {filtered
                  ? 'Remove a filter or widen the time range.'
                  : 'Every change made in this console, through the API or by the configuration file is recorded: who, from where, when, and what changed.'}
              </Empty>
            ) : (
              <AuditTable entries={entries} />
            )}
            <Pager next={next} trail={trail} go={go} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}
