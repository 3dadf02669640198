import { pagePreloads } from './lazy-page.ts';

/** Parts that pages load after their first paint, and those opened by keys. */
const PARTS: readonly (() => Promise<unknown>)[] = [
  () => import('../overview/first-steps.tsx'),
  () => import('../overview/latest-panels.tsx'),
  () => import('../overview/concern-help.tsx'),
  () => import('../incidents/incident-actions.tsx'),
  () => import('../overview/traffic-chart.tsx'),
  () => import('../overview/backlog-chart.tsx'),
  () => import('../overview/latency-chart.tsx'),
  () => import('../endpoints/replay-modal.tsx'),
  () => import('../endpoints/error-rate-chart.tsx'),
  () => import('../endpoints/errors-chart.tsx'),
  () => import('../endpoints/queue-charts.tsx'),
  () => import('../endpoints/test-outcome.tsx'),
  () => import('../endpoints/review-step.tsx'),
  () => import('../messages/new-texts.tsx'),
  () => import('../mutes/mute-modal.tsx'),
  () => import('./help.tsx'),
  () => import('../palette/palette.tsx'),
  () => import('../preview/limits.tsx'),
  () => import('../preview/verify.tsx'),
];

/** Delay of preloading in Safari, which has no idle callback, ms. */
const IDLE_MS = 2_000;

/**
 * Loads all pages, one after the other, once the browser is idle, so that they open even while the gateway is
 * unreachable. A browser that saves data loads each page when it is opened.
 */
export function preloadWhenIdle(): void {
  if (savesData()) return;
  const start = (): void => void preloadAll();
  if ('requestIdleCallback' in window) requestIdleCallback(start);
  else setTimeout(start, IDLE_MS);
}

/** True where the reader has asked the browser to save data; Firefox and Safari do not tell. */
const savesData = (): boolean =>
  (navigator as Navigator & { readonly connection?: { readonly saveData: boolean } }).connection?.saveData ===
  true;

async function preloadAll(): Promise<void> {
  for (const load of [...pagePreloads, ...PARTS]) {
    try {
      await load();
    } catch {
      // The page that needs the part loads it again, and reports a failure.
    }
  }
}
