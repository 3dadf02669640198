import { IconClipboardList } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { auditQuery } from '../api/queries.ts';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { Page } from '../parts/page.tsx';
import { Pager, useTrail } from '../parts/pager.tsx';
import { AuditTable } from './audit-table.tsx';

/** Shows who changed what, and when. */
export function AuditPage(): ReactElement {
  const [trail, go] = useTrail();
  const query = useQuery(auditQuery(trail.at(-1)));
  return (
    <Page title="Audit log" lead="Changes and refused callers, newest first. Values are not recorded.">
      <Loaded query={query} height={300}>
        {({ entries, next_cursor: next }) => (
          <div className="panel">
            {entries.length === 0 ? (
              <Empty title="Nothing was changed yet" icon={<IconClipboardList size={30} stroke={1.5} />}>
                Every change that is made here, through the API or by the configuration file is written down:
                who, from where, and when.
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
