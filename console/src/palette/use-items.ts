import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import {
  adaptersQuery,
  endpointsQuery,
  openIncidentsQuery,
  sessionQuery,
  viewsQuery,
} from '../api/queries.ts';
import { useNow } from '../parts/ago.tsx';
import { PAGES } from '../shell/pages.ts';
import { endpointItems } from './endpoint-items.ts';
import { foundItems, listItems } from './found-items.ts';
import { incidentItems, tabItems, viewItems } from './known-items.ts';
import { forRole, matchesWords, type Item } from './palette-item.ts';
import { recentItems } from './recent.ts';

/** Delay between the last letter and the search, ms. */
const DELAY_MS = 150;
/** Letters that the gateway searches for, at least. */
const LETTERS = 2;

const STANDING: readonly Item[] = [
  ...PAGES.map((page): Item => ({
    key: `page ${page.to}`,
    group: 'Pages',
    label: page.label,
    words: page.label,
    deed: { kind: 'go', place: { to: page.to } },
    ...('role' in page && { needs: page.role }),
  })),
  {
    key: 'page new endpoint',
    group: 'Actions',
    label: 'Add an endpoint',
    words: 'add new create endpoint',
    deed: { kind: 'go', place: { to: '/endpoints/new' } },
    needs: 'admin',
  },
  {
    key: 'page playground',
    group: 'Actions',
    label: 'Send an event',
    words: 'send event playground trigger',
    deed: { kind: 'go', place: { to: '/playground' } },
    needs: 'admin',
  },
  {
    key: 'scheme',
    group: 'Actions',
    label: 'Switch between light and dark mode',
    words: 'dark light mode theme colours',
    deed: { kind: 'scheme' },
  },
  {
    key: 'help',
    group: 'Actions',
    label: 'Keyboard shortcuts',
    words: 'keyboard shortcuts help keys',
    deed: { kind: 'help' },
  },
];

/** The item that signs out, for gateways that want keys. */
const SIGN_OUT: Item = {
  key: 'sign out',
  group: 'Actions',
  label: 'Sign out',
  words: 'sign out log out logout leave',
  deed: { kind: 'sign-out' },
};

export interface Items {
  readonly items: readonly Item[];
  readonly searching: boolean;
  /** Time of the oldest row that the gateway searched; null: it searched to the end. */
  readonly searchedTo: string | null;
}

/** The lines of the palette for what is written: what the console knows at once, then what the gateway finds. */
export function useItems(written: string): Items {
  const { data: endpoints = [] } = useQuery(endpointsQuery);
  const { data: adapters = [] } = useQuery(adaptersQuery);
  const { data: incidents = [] } = useQuery(openIncidentsQuery);
  const { data: views = [] } = useQuery(viewsQuery);
  const { data: session } = useQuery(sessionQuery);
  const clock = useNow();
  const [text] = useDebouncedValue(written.trim(), DELAY_MS);
  const isLong = text.length >= LETTERS;
  const found = useQuery({
    queryKey: ['search', text],
    queryFn: ({ signal }) => api.search(text, signal),
    enabled: isLong,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const now = written.trim();
  const standing = session?.required ? [...STANDING, SIGN_OUT] : STANDING;
  const forPerson = (items: readonly Item[]) => items.map((item) => forRole(item, session?.role));
  if (now === '') {
    return { items: forPerson([...recentItems(), ...standing]), searching: false, searchedTo: null };
  }
  const known = [
    ...endpointItems(endpoints, adapters, now),
    ...tabItems(endpoints, now),
    ...incidentItems(incidents, now, clock),
    ...viewItems(views, now),
  ];
  const hits = isLong && found.data ? foundItems(found.data, endpoints) : [];
  const lists = now.length >= LETTERS ? listItems(now) : [];
  return {
    items: forPerson(
      grouped([
        ...standing.filter(({ words = '' }) => matchesWords(words, now)),
        ...hits,
        ...known,
        ...lists,
      ]),
    ),
    searching: now !== text || found.isFetching,
    searchedTo: (isLong && found.data?.searched_to) || null,
  };
}

const ORDER = [
  'Endpoints',
  'Incidents',
  'Saved views',
  'Jobs',
  'Events',
  'Deliveries',
  'Errors',
  'Pages',
  'Actions',
  'Event types',
  'Lists',
];

/** Items of one group stand together, so that the list has one heading for each. */
function grouped(items: readonly Item[]): readonly Item[] {
  return items.toSorted((one, other) => ORDER.indexOf(one.group) - ORDER.indexOf(other.group));
}
