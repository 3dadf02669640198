import { Box, Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore, type ReactElement } from 'react';
import { useConnection, type Connection } from '../api/stream.ts';
import { errorMessage } from '../parts/refusals.ts';
import { Note } from '../parts/note.tsx';
import { answers } from '../query-client.ts';

const WORDS: Readonly<Record<Connection, readonly [string, string]>> = {
  connecting: ['tone-calm', 'Connecting'],
  live: ['tone-good', 'Live'],
  lost: ['tone-bad', 'Offline'],
};

function useRefusal(): Error | null {
  return useSyncExternalStore(answers.subscribe, answers.refusal);
}

export function LiveMark(): ReactElement {
  const connection = useConnection();
  const refused = useRefusal() !== null && connection === 'live';
  const [tone, text] = refused ? (['tone-bad', 'Stale data'] as const) : WORDS[connection];
  return (
    <Group gap={7} wrap="nowrap" role="status">
      <span className={`dot pulse ${tone}`} aria-hidden />
      <Text size="xs" c="dimmed">
        {text}
      </Text>
    </Group>
  );
}

/** Warns that data may be out of date: the gateway is unreachable, or its stream is open and its API refuses. */
export function ConnectionBanner(): ReactElement | null {
  const refusal = useRefusal();
  const lost = useConnection() === 'lost';
  if (!lost && refusal === null) return null;
  return <Box mb="md">{lost ? <Lost /> : <Refused error={refusal!} />}</Box>;
}

function Lost(): ReactElement {
  return (
    <Note tone="bad" urgent>
      The gateway does not answer: data may be out of date. The console reconnects by itself; if this message
      stays, check that the gateway is running.
    </Note>
  );
}

function Refused({ error }: { readonly error: Error }): ReactElement {
  const queries = useQueryClient();
  const again = (
    <Button size="xs" variant="default" onClick={() => void queries.refetchQueries({ type: 'active' })}>
      Try again
    </Button>
  );
  return (
    <Note tone="bad" urgent action={again}>
      Some requests to the gateway are failing: data may be out of date. {errorMessage(error)}
    </Note>
  );
}

/** Tells that the gateway was upgraded while this tab was open, when reloading would lose typed text. */
export function UpgradeBanner(): ReactElement {
  const reload = (
    <Button size="xs" variant="default" onClick={() => location.reload()}>
      Reload
    </Button>
  );
  return (
    <Box mb="md">
      <Note tone="warn" action={reload}>
        The gateway was upgraded. Reload to use the new console; unsaved input on this page is lost.
      </Note>
    </Box>
  );
}
