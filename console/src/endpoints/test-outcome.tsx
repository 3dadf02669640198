import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { TestResult } from '../api/types.ts';
import { duration } from '../parts/format.ts';
import { Mark } from '../parts/state.tsx';

export function TestOutcome({ result }: { readonly result: TestResult }): ReactElement {
  const { success, status, duration: ms, message, error } = result;
  const answered = status === 0 ? '' : `HTTP ${status} in ${duration(ms)}`;
  return (
    <div role="status">
      <Text fw={500} component="div">
        <Mark tone={success ? 'good' : 'bad'}>{success ? 'It arrived' : 'It did not arrive'}</Mark>
      </Text>
      <Text size="sm" c="dimmed" className="break">
        {[answered, success ? '' : message, error && error !== message ? `(${error})` : '']
          .filter(Boolean)
          .join(' ')}
      </Text>
    </div>
  );
}
