import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { AuditEntry } from '../api/types.ts';
import { changesOf, fieldsOf } from './audit-words.ts';

/** Shows old and new values of the changed fields; where none are known, the names of the fields. */
export function AuditChanges({ entry }: { readonly entry: AuditEntry }): ReactElement | null {
  const changes = changesOf(entry);
  if (changes.length > 0)
    return (
      <>
        {changes.map(({ field, from, to }) => (
          <Text key={field} size="sm" className="break">
            <Text span inherit c="dimmed">
              {field}:{' '}
            </Text>
            {from === null ? to : `${from} → ${to}`}
          </Text>
        ))}
      </>
    );
  const fields = fieldsOf(entry);
  return fields === '' ? null : (
    <Text size="sm" c="dimmed" className="break">
      Fields: {fields}
    </Text>
  );
}
