import type { Endpoint, Incident, View } from '../api/types.ts';
import { causeText, incidentTitle } from '../incidents/incident-words.ts';
import { visible } from '../parts/format.ts';
import { matchesWords, type Item, type Place } from './palette-item.ts';

/** Lines of one kind that are shown at most. */
const SHOWN = 6;

/** Open incidents by their endpoint, cause, error or id. `now` is Unix ms. */
export function incidentItems(incidents: readonly Incident[], written: string, now: number): readonly Item[] {
  return matching(
    incidents.map((incident) => {
      const { id, cause, webhook_id: webhook } = incident;
      const [label, detail] = [incidentTitle(incident, now), causeText(incident)];
      const words = `incident ${label} ${detail} ${cause.code} ${cause.message} ${webhook} ${id}`;
      return place(
        { key: `incident ${id}`, group: 'Incidents', label, detail, words },
        { to: '/incidents/$id', params: { id } },
      );
    }),
    written,
  );
}

/** Saved views by their name or query. */
export function viewItems(views: readonly View[], written: string): readonly Item[] {
  return matching(
    views.map(({ id, page, name, q }) =>
      place(
        {
          key: `view ${id}`,
          group: 'Saved views',
          label: name,
          detail: `${page}: ${q}`,
          words: `saved view ${page} ${name} ${q}`,
        },
        { to: `/${page}`, search: { q } },
      ),
    ),
    written,
  );
}

const TABS = [
  ['deliveries', 'deliveries'],
  ['message', 'messages payload template'],
  ['settings', 'settings edit filter url'],
  ['history', 'history changes'],
] as const;

/** Tabs of endpoints, once more is written than a name. */
export function tabItems(endpoints: readonly Endpoint[], written: string): readonly Item[] {
  if (!/\S\s+\S/.test(written)) return [];
  // The name alone, of several words, is no question for a tab.
  const asked = endpoints.filter(({ name, webhook_id: id }) => !matchesWords(`${name} ${id}`, written));
  const items = asked.flatMap(({ id, name, webhook_id: webhook }) =>
    TABS.map(([tab, words]) => {
      const label = `${visible(name)}: ${tab === 'message' ? 'messages' : tab}`;
      return place(
        { key: `tab ${tab} ${id}`, group: 'Endpoints', label, words: `${name} ${webhook} ${words}` },
        { to: `/endpoints/$id/${tab}`, params: { id: webhook } },
      );
    }),
  );
  return matching(items, written);
}

const matching = (items: readonly Item[], written: string): readonly Item[] =>
  items.filter(({ words = '' }) => matchesWords(words, written)).slice(0, SHOWN);

const place = (item: Omit<Item, 'deed'>, to: Place): Item => ({ ...item, deed: { kind: 'go', place: to } });
