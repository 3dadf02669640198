import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { sessionQuery } from './api/queries.ts';
import { BASE_PATH } from './base-path.ts';
import { queries } from './query-client.ts';
import { deliverySearch, text } from './search.ts';
import { NotFound } from './shell/not-found.tsx';
import { PageFailed } from './shell/page-failed.tsx';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: PageFailed });

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (raw: Record<string, unknown>): { from?: string } => ({ from: text(raw['from']) }),
  component: lazyRouteComponent(() => import('./login/login-page.tsx'), 'LoginPage'),
});

/** Everything behind the sign-in, in the frame with the navigation. */
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
  validateSearch: (raw: Record<string, unknown>): { range?: '24h' | '7d' } =>
    raw['range'] === '24h' || raw['range'] === '7d' ? { range: raw['range'] } : {},
  component: lazyRouteComponent(() => import('./overview/overview-page.tsx'), 'OverviewPage'),
});

const endpoints = createRoute({
  getParentRoute: () => app,
  path: '/endpoints',
  component: lazyRouteComponent(() => import('./endpoints/endpoints-page.tsx'), 'EndpointsPage'),
});

const newEndpoint = createRoute({
  getParentRoute: () => app,
  path: '/endpoints/new',
  component: lazyRouteComponent(() => import('./endpoints/new-endpoint-page.tsx'), 'NewEndpointPage'),
});

const endpoint = createRoute({
  getParentRoute: () => app,
  path: '/endpoints/$id',
  // The stored event to preview.
  validateSearch: (raw: Record<string, unknown>): { event?: string } => ({ event: text(raw['event']) }),
  component: lazyRouteComponent(() => import('./endpoints/endpoint-page.tsx'), 'EndpointPage'),
});

const deliveries = createRoute({
  getParentRoute: () => app,
  path: '/deliveries',
  validateSearch: deliverySearch,
  component: lazyRouteComponent(() => import('./deliveries/deliveries-page.tsx'), 'DeliveriesPage'),
});

const delivery = createRoute({
  getParentRoute: () => app,
  path: '/deliveries/$id',
  component: lazyRouteComponent(() => import('./deliveries/delivery-page.tsx'), 'DeliveryPage'),
});

const job = createRoute({
  getParentRoute: () => app,
  path: '/jobs/$jobId',
  component: lazyRouteComponent(() => import('./jobs/job-page.tsx'), 'JobPage'),
});

const playground = createRoute({
  getParentRoute: () => app,
  path: '/playground',
  validateSearch: (raw: Record<string, unknown>): { event?: string } => ({ event: text(raw['event']) }),
  component: lazyRouteComponent(() => import('./playground/playground-page.tsx'), 'PlaygroundPage'),
});

const operations = createRoute({
  getParentRoute: () => app,
  path: '/operations',
  component: lazyRouteComponent(() => import('./operations/operations-page.tsx'), 'OperationsPage'),
});

const audit = createRoute({
  getParentRoute: () => app,
  path: '/audit',
  component: lazyRouteComponent(() => import('./audit/audit-page.tsx'), 'AuditPage'),
});

const pages = [
  overview,
  endpoints,
  newEndpoint,
  endpoint,
  deliveries,
  delivery,
  job,
  playground,
  operations,
  audit,
];

export const router = createRouter({
  routeTree: root.addChildren([login, app.addChildren(pages)]),
  basepath: BASE_PATH || '/',
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
