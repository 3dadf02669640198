import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { AuditEntry } from '../api/types.ts';
import { changesOf, fieldsOf, recordedOf } from './audit-words.ts';

/** Shows old and new values of the changed fields and what else is recorded; of other fields, the names. */
export function AuditChanges({ entry }: { readonly entry: AuditEntry }): ReactElement {
  const changes = changesOf(entry);
  const fields = changes.length > 0 ? '' : fieldsOf(entry);
  return (
    <>
      {[...changes, ...recordedOf(entry)].map(({ field, from, to }) => (
        <Text key={field} size="sm" className="break">
          <Text span inherit c="dimmed">
            {field}:{' '}
          </Text>
          {from === null ? to : `${from} → ${to}`}
        </Text>
      ))}
      {fields !== '' && (
        <Text size="sm" c="dimmed" className="break">
          Fields: {fields}
        </Text>
      )}
    </>
  );
}
