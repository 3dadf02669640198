import { Button, Group, Stack, Text } from '@mantine/core';
import { IconFlask, IconPencil } from '@tabler/icons-react';
import { usePrefetchQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { EVENT_TYPE } from '../api/event-type.ts';
import { endpointsQuery, eventListQuery, eventTypesQuery, samplesQuery } from '../api/queries.ts';
import type { EventData, EventType } from '../api/types.ts';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { Page } from '../parts/page.tsx';
import { ResetButton } from './reset-button.tsx';
import { sampleOf } from './schema-fields.ts';
import { TypeData } from './type-data.tsx';
import { TypeEditor } from './type-editor.tsx';
import { TypeEndpoints } from './type-endpoints.tsx';
import { TypeEvents } from './type-events.tsx';
import { TypePreview } from './type-preview.tsx';
import { TypeTexts } from './type-texts.tsx';
import { useTypePreview } from './use-type-preview.ts';
import { isReserved } from '../parts/own-events.ts';
import { origin } from './words.ts';
import { MayButton } from '../parts/may-button.tsx';
import { useRefusal } from '../parts/roles.ts';
import { Words } from '../parts/words.tsx';

const route = getRouteApi('/app/event-types/$type');

/** Shows one event type, or the form that changes it; for an unlisted type, the form that adds it. */
export function EventTypePage(): ReactElement {
  const { type: name } = route.useParams();
  const { edit } = route.useSearch();
  const query = useQuery(eventTypesQuery);
  usePrefetchQuery(endpointsQuery);
  usePrefetchQuery(eventListQuery({ type: name }, undefined));
  const type = query.data?.find((one) => one.type === name) ?? null;
  const data = useSampleData(name, type);
  return (
    <Page title={name} lead={<Lead type={type} />} actions={type && !edit && <Actions type={type} />}>
      <Loaded query={query} height={480}>
        {() => {
          if (type === null && (edit === undefined || !EVENT_TYPE.test(name)))
            return <Unlisted name={name} />;
          // The form is made anew for another type, not for a new revision: what is typed stays.
          if (edit) return <TypeEditor key={name} name={name} type={type} data={data} />;
          return type && <TypeView key={name} type={type} data={data} />;
        }}
      </Loaded>
    </Page>
  );
}

/** The sample of the type, or one made from its schema where it has none; undefined until samples are known. */
function useSampleData(name: string, type: EventType | null): EventData | undefined {
  const { data: samples } = useQuery(samplesQuery);
  if (!samples) return undefined;
  const sample = samples.find(({ event }) => event === name);
  return sample?.data ?? sampleOf(type?.schema ?? null);
}

function Lead({ type }: { readonly type: EventType | null }): ReactElement {
  return (
    <Group gap={8}>
      <Link to="/event-types" className="link">
        Event types
      </Link>
      {type && (
        <Text span inherit className="break">
          {origin(type)} <Words text={type.description} />
        </Text>
      )}
    </Group>
  );
}

function Actions({ type }: { readonly type: EventType }): ReactElement {
  return (
    <>
      {!isReserved(type.type) && (
        <Button
          variant="default"
          leftSection={<IconFlask size={15} />}
          renderRoot={(props) => <Link {...props} to="/playground" search={{ event: type.type }} />}
        >
          Send one
        </Button>
      )}
      <ResetButton type={type} />
      <MayButton
        needs="admin"
        leftSection={<IconPencil size={15} />}
        renderRoot={(props) => (
          <Link {...props} to="/event-types/$type" params={{ type: type.type }} search={{ edit: 'true' }} />
        )}
      >
        Edit
      </MayButton>
    </>
  );
}

function Unlisted({ name }: { readonly name: string }): ReactElement {
  const mayAdd = useRefusal('admin') === null && EVENT_TYPE.test(name) && !isReserved(name);
  return (
    <div className="panel">
      <Empty
        title="This event type is not listed"
        action={
          mayAdd && (
            <Link to="/event-types/$type" params={{ type: name }} search={{ edit: 'true' }} className="link">
              Add it
            </Link>
          )
        }
      >
        Events of unlisted types are accepted; their messages get a headline made from the name.
      </Empty>
    </div>
  );
}

interface ViewProps {
  readonly type: EventType;
  readonly data: EventData | undefined;
}

function TypeView({ type, data }: ViewProps): ReactElement {
  const preview = useTypePreview({ type: type.type, listed: type, entry: null, data });
  return (
    <Stack>
      <div className="split">
        <TypeTexts type={type} />
        <TypePreview preview={preview} />
      </div>
      <TypeData type={type} data={data} />
      <TypeEndpoints type={type.type} />
      <TypeEvents type={type.type} />
    </Stack>
  );
}
