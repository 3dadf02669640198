import { Group, Text, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconTags } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { eventTypesQuery } from '../api/queries.ts';
import type { EventType } from '../api/types.ts';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { Page } from '../parts/page.tsx';
import { Mark } from '../parts/state.tsx';
import { AddType } from './add-type.tsx';
import { isReserved } from '../parts/own-events.ts';
import { found, plainHeadline, POLICIES, SOURCES, TONES } from './words.ts';
import { MayButton } from '../parts/may-button.tsx';
import { Words } from '../parts/words.tsx';

/** Lists the event types in effect: the built-in ones, those of the config file and those of the API. */
export function EventTypesPage(): ReactElement {
  const query = useQuery(eventTypesQuery);
  const [words, setWords] = useState('');
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title="Event types"
      lead="What each event means: the texts of its messages, and the schema of its data."
      actions={
        <MayButton needs="admin" leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
          Add an event type
        </MayButton>
      }
    >
      <TextInput
        aria-label="Search event types"
        placeholder="Search by type, headline or description"
        leftSection={<IconSearch size={15} aria-hidden />}
        value={words}
        onChange={({ currentTarget }) => setWords(currentTarget.value)}
        maw={380}
      />
      <Loaded query={query} height={480}>
        {(types) => <List types={found(types, words)} words={words} />}
      </Loaded>
      <AddType types={query.data ?? []} opened={adding} close={() => setAdding(false)} />
    </Page>
  );
}

interface ListProps {
  readonly types: readonly EventType[];
  readonly words: string;
}

function List({ types, words }: ListProps): ReactElement {
  if (types.length === 0)
    return (
      <div className="panel">
        <Empty title="No event type found" icon={<IconTags size={30} stroke={1.5} />}>
          No type, headline or description contains “{words}”. Types that are not listed are accepted too;
          their messages get a headline made from the name.
        </Empty>
      </div>
    );
  return (
    <div className="panel">
      <table className="rows rows-cards">
        <thead>
          <tr>
            <th>Event type</th>
            <th>Message</th>
            <th>Ends the job</th>
            <th>Schema mismatch</th>
            <th>Defined by</th>
          </tr>
        </thead>
        <tbody>
          {types.map((type) => (
            <Row key={type.type} type={type} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ type: listed }: { readonly type: EventType }): ReactElement {
  const navigate = useNavigate();
  const { type, headline, emoji, tone, ends, description, source } = listed;
  return (
    <tr
      onClick={() => void navigate({ to: '/event-types/$type', params: { type } })}
      style={{ cursor: 'pointer' }}
    >
      <td className="card-line" style={{ maxWidth: 420 }}>
        <Link to="/event-types/$type" params={{ type }} className="quiet break">
          <Text span fw={500}>
            {type}
          </Text>
        </Link>
        <Text size="xs" c="dimmed">
          <Words text={description} />
        </Text>
      </td>
      <td>
        <Text className="break">
          <span aria-hidden>{emoji}</span> {plainHeadline(headline)}
        </Text>
        <Text size="xs" component="div">
          <Mark tone={TONES[tone][0]}>{TONES[tone][1]}</Mark>
        </Text>
      </td>
      <td className="wide-only">{ends ? 'Yes' : ''}</td>
      <td className="wide-only">{policyOf(listed)}</td>
      <td className="card-right" style={{ whiteSpace: 'nowrap' }}>
        <Group gap={6} component="span" justify="flex-end" display="inline-flex">
          <Text span c={source === 'builtin' ? 'dimmed' : undefined} fw={source === 'builtin' ? 400 : 500}>
            {SOURCES[source]}
          </Text>
        </Group>
        {ends && (
          <Text size="xs" c="dimmed" className="narrow-only">
            ends the job
          </Text>
        )}
      </td>
    </tr>
  );
}

/** The policy of a type in one word; a type whose data is not checked has none. */
function policyOf({ type, schema, on_mismatch: policy }: EventType): string {
  if (isReserved(type)) return 'Not checked';
  return schema === null ? 'No schema' : POLICIES[policy][0];
}
