import type { AnyRouter } from '@tanstack/react-router';
import { partPreloads } from '../parts/part.ts';
import { pagePreloads, type LazyPage } from './lazy-page.ts';

/** Delay of preloading, ms: the first page has its files, data and charts by then. */
const LATER_MS = 2_000;

/** Loads the files of the page at the current address, beside the session that the router waits for. */
export function preloadPage(router: AnyRouter): void {
  for (const { routeId } of router.matchRoutes(router.latestLocation)) {
    const page = router.routesById[routeId].options.component as Partial<LazyPage> | undefined;
    void page?.preload?.();
  }
}

/**
 * Loads all pages and their parts, one after the other, so that they open even while the gateway is unreachable. A browser that
 * saves data loads each page when it is opened.
 */
export function preloadAllLater(): void {
  if (!savesData()) setTimeout(() => void preloadAll(), LATER_MS);
}

/** True where the reader has asked the browser to save data; Firefox and Safari do not tell. */
const savesData = (): boolean =>
  (navigator as Navigator & { readonly connection?: { readonly saveData: boolean } }).connection?.saveData ===
  true;

async function preloadAll(): Promise<void> {
  for (const preload of pagePreloads) await preload();
  // Only the loaded pages have named their parts, and parts name further ones.
  for (const preload of partPreloads) await preload();
}
