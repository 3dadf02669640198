import { pagePreloads } from './lazy-page.ts';

/** What pages load after their first paint, and what the keyboard opens. */
const PARTS: readonly (() => Promise<unknown>)[] = [
  () => import('../overview/traffic-chart.tsx'),
  () => import('../overview/backlog-chart.tsx'),
  () => import('../overview/latency-chart.tsx'),
  () => import('../endpoints/replay-modal.tsx'),
  () => import('./help.tsx'),
];

/** Safari has no idle callback: so long after the start the first page has been drawn, ms. */
const IDLE_MS = 2_000;

/** Loads all pages, one after the other, once the browser is idle: they can be opened while the gateway is away. */
export function preloadWhenIdle(): void {
  const start = (): void => void preloadAll();
  if ('requestIdleCallback' in window) requestIdleCallback(start);
  else setTimeout(start, IDLE_MS);
}

async function preloadAll(): Promise<void> {
  for (const load of [...pagePreloads, ...PARTS]) {
    try {
      await load();
    } catch {
      // The page that needs the part loads it again, and says so where it does not come.
    }
  }
}
