import '@mantine/core/styles/Progress.css';
import { Group, Progress, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Limit } from '../api/types.ts';
import { count, nameInWords } from '../parts/format.ts';

/** Shows how much of each of the platform's limits a message uses, the fullest first. */
export function Limits({ limits }: { readonly limits: readonly Limit[] }): ReactElement {
  const sorted = limits.toSorted((a, b) => b.used / b.max - a.used / a.max);
  return (
    <Stack gap="sm">
      {sorted.map(({ name, used, max }) => (
        <div key={name}>
          <Group justify="space-between" gap="xs">
            <Text size="sm">{nameInWords(name)}</Text>
            <Text size="sm" c="dimmed" className="num">
              {count(used)} of {count(max)}
            </Text>
          </Group>
          <Progress value={(used / max) * 100} size="sm" mt={3} aria-label={nameInWords(name)} />
        </div>
      ))}
    </Stack>
  );
}
