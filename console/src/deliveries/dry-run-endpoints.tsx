import { Group, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Counted } from '../api/client.ts';
import type { DryRunEndpoint } from '../api/types.ts';
import { EndpointName } from '../parts/endpoint-name.tsx';
import { count } from '../parts/format.ts';
import { HELD_WORDS } from '../parts/held-words.ts';

const SHOWN = 6;

/** Lists the deliveries of a dry run by endpoint, and marks endpoints that will not get them at once. */
export function DryRunEndpoints({ counted }: { readonly counted: Counted }): ReactElement {
  const { endpoints = [], warnings = [] } = counted;
  const rest = endpoints.slice(SHOWN).reduce((sum, one) => sum + one.count, 0);
  return (
    <Stack gap={4}>
      {warnings.map((warning) => (
        <Text key={warning} size="sm" className="tone-warn break">
          {warning}
        </Text>
      ))}
      {endpoints.slice(0, SHOWN).map((one) => (
        <Group key={one.endpoint_id} justify="space-between" gap="sm" wrap="nowrap">
          <Text size="sm" className="break">
            <EndpointName delivery={one} />
            <Text span inherit c="dimmed">
              {holdOf(one)}
            </Text>
          </Text>
          <Text size="sm" className="num">
            {count(one.count)}
          </Text>
        </Group>
      ))}
      {rest > 0 && (
        <Text size="sm" c="dimmed" className="num">
          {count(rest)} to other endpoints
        </Text>
      )}
    </Stack>
  );
}

function holdOf({ state, held_by: by }: DryRunEndpoint): string {
  if (state !== 'enabled') return ` · ${state ?? 'removed'}`;
  return by === null ? '' : ` · ${HELD_WORDS[by][0]}`;
}
