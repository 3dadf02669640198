import { Box, Group, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useConnection, type Connection } from '../api/stream.ts';
import { Note } from '../parts/note.tsx';

const WORDS: Readonly<Record<Connection, readonly [string, string]>> = {
  connecting: ['tone-calm', 'Connecting'],
  live: ['tone-good', 'Live'],
  lost: ['tone-bad', 'Offline'],
};

export function LiveMark(): ReactElement {
  const [tone, text] = WORDS[useConnection()];
  return (
    <Group gap={7} wrap="nowrap" role="status">
      <span className={`dot pulse ${tone}`} aria-hidden />
      <Text size="xs" c="dimmed">
        {text}
      </Text>
    </Group>
  );
}

/** Says so when what is shown may be old. */
export function ConnectionBanner(): ReactElement | null {
  if (useConnection() !== 'lost') return null;
  return (
    <Box mb="md">
      <Note tone="bad" urgent>
        The gateway does not answer, so what you see may be old. The console connects again by itself; if this
        stays, check that the gateway runs.
      </Note>
    </Box>
  );
}
