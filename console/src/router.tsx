import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { sessionQuery } from './api/queries.ts';
import { BASE_PATH } from './base-path.ts';
import { queries } from './query-client.ts';
import {
  auditSearch,
  deliverySearch,
  eventSearch,
  known,
  parseSearch,
  rangeSearch,
  stringifySearch,
  text,
} from './search.ts';
import { lazyPage } from './shell/lazy-page.ts';
import { NotFound } from './shell/not-found.tsx';
import { PageFailed } from './shell/page-failed.tsx';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute();

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: known((raw): { from?: string } => ({ from: text(raw['from']) })),
  component: lazyPage(() => import('./login/login-page.tsx'), 'LoginPage'),
});

/** The route above all pages that need a session; it draws the navigation. */
const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: async ({ location }) => {
    const session = await queries.ensureQueryData(sessionQuery);
    if (session.required && !session.authenticated) {
      throw redirect({ to: '/login', search: { from: location.href } });
    }
  },
  component: Shell,
});

const overview = createRoute({
  getParentRoute: () => app,
  path: '/',
  validateSearch: rangeSearch,
  component: lazyPage(() => import('./overview/overview-page.tsx'), 'OverviewPage'),
});

const endpoints = createRoute({
  getParentRoute: () => app,
  path: '/endpoints',
  component: lazyPage(() => import('./endpoints/endpoints-page.tsx'), 'EndpointsPage'),
});

const newEndpoint = createRoute({
  getParentRoute: () => app,
  path: '/endpoints/new',
  component: lazyPage(() => import('./endpoints/new-endpoint-page.tsx'), 'NewEndpointPage'),
});

/** The frame of the tabs of an endpoint. */
const endpoint = createRoute({
  getParentRoute: () => app,
  path: '/endpoints/$id',
  component: lazyPage(() => import('./endpoints/endpoint-page.tsx'), 'EndpointPage'),
});

const endpointOverview = createRoute({
  getParentRoute: () => endpoint,
  path: '/',
  validateSearch: rangeSearch,
  component: lazyPage(() => import('./endpoints/tabs/overview-tab.tsx'), 'OverviewTab'),
});

const endpointDeliveries = createRoute({
  getParentRoute: () => endpoint,
  path: '/deliveries',
  validateSearch: known((raw): { state?: string } => ({ state: text(raw['state']) })),
  component: lazyPage(() => import('./endpoints/tabs/deliveries-tab.tsx'), 'DeliveriesTab'),
});

const endpointSettings = createRoute({
  getParentRoute: () => endpoint,
  path: '/settings',
  component: lazyPage(() => import('./endpoints/tabs/settings-tab.tsx'), 'SettingsTab'),
});

const endpointHistory = createRoute({
  getParentRoute: () => endpoint,
  path: '/history',
  component: lazyPage(() => import('./endpoints/tabs/history-tab.tsx'), 'HistoryTab'),
});

const message = createRoute({
  getParentRoute: () => endpoint,
  path: '/message',
  // Id of the stored event to preview.
  validateSearch: known((raw): { event?: string } => ({ event: text(raw['event']) })),
  component: lazyPage(() => import('./messages/message-page.tsx'), 'MessagePage'),
});

const deliveries = createRoute({
  getParentRoute: () => app,
  path: '/deliveries',
  validateSearch: deliverySearch,
  component: lazyPage(() => import('./deliveries/deliveries-page.tsx'), 'DeliveriesPage'),
});

const delivery = createRoute({
  getParentRoute: () => app,
  path: '/deliveries/$id',
  component: lazyPage(() => import('./deliveries/delivery-page.tsx'), 'DeliveryPage'),
});

const events = createRoute({
  getParentRoute: () => app,
  path: '/events',
  validateSearch: eventSearch,
  component: lazyPage(() => import('./events/events-page.tsx'), 'EventsPage'),
});

const eventTypes = createRoute({
  getParentRoute: () => app,
  path: '/event-types',
  component: lazyPage(() => import('./event-types/event-types-page.tsx'), 'EventTypesPage'),
});

const eventType = createRoute({
  getParentRoute: () => app,
  path: '/event-types/$type',
  validateSearch: known((raw): { edit?: 'true' } => (raw['edit'] === 'true' ? { edit: 'true' } : {})),
  component: lazyPage(() => import('./event-types/event-type-page.tsx'), 'EventTypePage'),
});

const job = createRoute({
  getParentRoute: () => app,
  path: '/jobs/$jobId',
  component: lazyPage(() => import('./jobs/job-page.tsx'), 'JobPage'),
});

const playground = createRoute({
  getParentRoute: () => app,
  path: '/playground',
  // A type to begin with, or the id of a stored event.
  validateSearch: known((raw): { event?: string; id?: string } => ({
    event: text(raw['event']),
    id: text(raw['id']),
  })),
  component: lazyPage(() => import('./playground/playground-page.tsx'), 'PlaygroundPage'),
});

const incidents = createRoute({
  getParentRoute: () => app,
  path: '/incidents',
  validateSearch: known((raw): { state?: 'closed' | 'all' } =>
    raw['state'] === 'closed' || raw['state'] === 'all' ? { state: raw['state'] } : {},
  ),
  component: lazyPage(() => import('./incidents/incidents-page.tsx'), 'IncidentsPage'),
});

const incident = createRoute({
  getParentRoute: () => app,
  path: '/incidents/$id',
  component: lazyPage(() => import('./incidents/incident-page.tsx'), 'IncidentPage'),
});

const operations = createRoute({
  getParentRoute: () => app,
  path: '/operations',
  component: lazyPage(() => import('./operations/operations-page.tsx'), 'OperationsPage'),
});

const keys = createRoute({
  getParentRoute: () => app,
  path: '/keys',
  component: lazyPage(() => import('./keys/keys-page.tsx'), 'KeysPage'),
});

const audit = createRoute({
  getParentRoute: () => app,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyPage(() => import('./audit/audit-page.tsx'), 'AuditPage'),
});

/** All other addresses, in the frame with the navigation. */
const notFound = createRoute({ getParentRoute: () => app, path: '$', component: NotFound });

const pages = [
  overview,
  endpoints,
  newEndpoint,
  endpoint.addChildren([endpointOverview, endpointDeliveries, message, endpointSettings, endpointHistory]),
  deliveries,
  delivery,
  events,
  eventTypes,
  eventType,
  job,
  playground,
  incidents,
  incident,
  operations,
  audit,
  keys,
  notFound,
];

export const router = createRouter({
  routeTree: root.addChildren([login, app.addChildren(pages)]),
  basepath: BASE_PATH || '/',
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  // The error is shown in place of the page, inside the frame with the navigation.
  defaultErrorComponent: PageFailed,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
