import { Text } from '@mantine/core';
import { IconClipboardList } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { auditQuery } from '../api/queries.ts';
import type { AuditEntry } from '../api/types.ts';
import { Ago } from '../parts/ago.tsx';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { Page } from '../parts/page.tsx';
import { Pager, useTrail } from '../parts/pager.tsx';
import { AuditTarget } from './audit-target.tsx';
import { actorText, fieldsOf, notesOf } from './audit-words.ts';

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
              <table className="rows rows-cards">
                <thead>
                  <tr>
                    <th>Action</th>
                    <th>Target</th>
                    <th>Fields sent</th>
                    <th>By</th>
                    <th className="right">When</th>
                  </tr>
                </thead>
                <tbody>
                  {entries.map((entry) => (
                    <Row key={entry.id} entry={entry} />
                  ))}
                </tbody>
              </table>
            )}
            <Pager next={next} trail={trail} go={go} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Row({ entry }: { readonly entry: AuditEntry }): ReactElement {
  const fields = fieldsOf(entry);
  const notes = notesOf(entry);
  return (
    <tr>
      <td className="break">
        <Text span fw={500} className="mono">
          {entry.action}
        </Text>
        {notes !== '' && (
          <Text size="sm" c="dimmed" className="break">
            {notes}
          </Text>
        )}
      </td>
      <td className="card-line break" style={{ maxWidth: 300 }}>
        <AuditTarget entry={entry} />
      </td>
      <td className="wide-only" style={{ maxWidth: 240 }}>
        <Text size="sm" c="dimmed" className="clip" title={fields}>
          {fields}
        </Text>
      </td>
      <td className="card-line break">
        <Text size="sm" span>
          {actorText(entry)}
        </Text>{' '}
        <Text size="sm" c="dimmed" span>
          {entry.address}
        </Text>
      </td>
      <td className="right card-side" style={{ whiteSpace: 'nowrap' }}>
        <Text size="sm" c="dimmed">
          <Ago at={entry.at} />
        </Text>
      </td>
    </tr>
  );
}
