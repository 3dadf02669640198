import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { eventQuery, eventTypesQuery } from '../api/queries.ts';
import type { EventSummary } from '../api/types.ts';
import { isJsonObject } from '../api/exact-json.ts';
import { Code, Copy } from '../parts/code.tsx';
import { Loaded } from '../parts/feedback.tsx';
import { Routing } from './routing.tsx';

/** The data of an event, and which endpoints received it and why others did not. */
export function EventDetails({ event }: { readonly event: EventSummary }): ReactElement {
  const { id, type, deliveries } = event;
  const query = useQuery(eventQuery(id));
  return (
    <Stack gap="sm" py={4}>
      <Group gap="xs" className="break">
        <Text span c="dimmed">
          Event ID
        </Text>
        <span className="mono">{id}</span>
        <Copy value={id} label="Copy event ID" />
        {deliveries.total > 0 && (
          <Link to="/deliveries" search={{ event_id: id }} className="link">
            Deliveries
          </Link>
        )}
        <Link to="/playground" search={{ id }} className="link">
          Open in playground
        </Link>
      </Group>
      <Routing id={id} />
      <Loaded query={query} height={120}>
        {({ data }) => (
          <>
            <UnknownFields type={type} data={data} />
            <Code value={JSON.stringify(data, null, 2)} label={`data of ${id}`} />
          </>
        )}
      </Loaded>
    </Stack>
  );
}

const NAMES_MAX = 8;

/** Names the fields that the schema of the type does not describe: data that has drifted away from it. */
function UnknownFields({
  type,
  data,
}: {
  readonly type: string;
  readonly data: unknown;
}): ReactElement | null {
  const { data: types = [] } = useQuery(eventTypesQuery);
  const schema = types.find((one) => one.type === type)?.schema;
  const unknown = fieldsBeyond(schema, data, '');
  if (unknown.length === 0) return null;
  const more = unknown.length - NAMES_MAX;
  return (
    <Text size="sm" c="dimmed" className="break">
      Not in the schema of {type}: {unknown.slice(0, NAMES_MAX).join(', ')}
      {more > 0 ? ` and ${more} more` : ''}
    </Text>
  );
}

/** Lists the paths of data that a schema's properties do not name; none where it describes no properties. */
export function fieldsBeyond(schema: unknown, data: unknown, path: string): readonly string[] {
  if (!isJsonObject(schema) || !isJsonObject(data) || !isJsonObject(schema['properties'])) return [];
  const { properties } = schema;
  return Object.entries(data).flatMap(([name, value]) => {
    const place = path === '' ? name : `${path}.${name}`;
    return Object.hasOwn(properties, name) ? fieldsBeyond(properties[name], value, place) : [place];
  });
}
