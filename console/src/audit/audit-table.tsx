import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { AuditEntry } from '../api/types.ts';
import { Ago } from '../parts/ago.tsx';
import { AuditChanges } from './audit-changes.tsx';
import { AuditTarget } from './audit-target.tsx';
import { actorText, notesOf } from './audit-words.ts';

/** Lists entries of the audit log, one a row. */
export function AuditTable({ entries }: { readonly entries: readonly AuditEntry[] }): ReactElement {
  return (
    <table className="rows rows-cards">
      <thead>
        <tr>
          <th>Action</th>
          <th>Target</th>
          <th>Changes</th>
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
  );
}

function Row({ entry }: { readonly entry: AuditEntry }): ReactElement {
  const notes = notesOf(entry);
  return (
    <tr>
      <td className="break">
        <Text span fw={500} title={entry.action}>
          {entry.summary}
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
      <td className="card-line break" style={{ maxWidth: 340 }}>
        <AuditChanges entry={entry} />
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
