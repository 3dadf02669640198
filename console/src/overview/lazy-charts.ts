import { lazyPart } from '../parts/part.ts';

/** The charts that overview and endpoints show, each loaded when it is drawn. */
export const TrafficChart = lazyPart(async () => (await import('./traffic-chart.tsx')).TrafficChart);
export const LatencyChart = lazyPart(async () => (await import('./latency-chart.tsx')).LatencyChart);
