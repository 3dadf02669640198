import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { BASE_PATH } from '../base-path.ts';

/** How the console hears of changes: at once, by asking every few seconds, or not at all just now. */
export type Connection = 'connecting' | 'live' | 'lost';

/** Lists are asked for again at most this often while things happen, ms. */
const SETTLE_MS = 700;
/** Figures are sums over much: they may lag a little, ms. */
const FIGURES_MS = 3_000;
const FIGURES = new Set(['status', 'stats']);
/** After so long without an open stream people are told that what they see may be old, ms. */
const LOST_MS = 4_000;
const REOPEN_MS = 3_000;

/** Which queries an event of the stream makes old. */
const TOUCHED: Readonly<Record<string, readonly string[]>> = {
  event: ['events', 'job'],
  delivery: ['deliveries', 'delivery', 'status', 'stats', 'job'],
  endpoint: ['endpoints', 'status', 'delivery'],
  operation: ['operation'],
  reset: ['deliveries', 'delivery', 'endpoints', 'status', 'stats', 'events', 'job', 'operation'],
};

type Returned = () => void | Promise<void>;
const returned = new Set<Returned>();

/** Calls `listener` whenever the gateway is reached again after the stream broke off. */
export function onReturn(listener: Returned): () => void {
  returned.add(listener);
  return () => void returned.delete(listener);
}

let connection: Connection = 'connecting';
const listeners = new Set<() => void>();

function announce(next: Connection): void {
  if (connection === next) return;
  connection = next;
  for (const listener of listeners) listener();
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => connection,
  );
}

/** Keeps the event stream open while the console is, and asks anew for what its events made old. */
export function useStream(enabled: boolean): void {
  const queries = useQueryClient();
  useEffect(() => (enabled ? openStream(queries) : undefined), [enabled, queries]);
}

function openStream(queries: QueryClient): () => void {
  const refresh = gather((keys) => {
    for (const key of keys) void queries.invalidateQueries({ queryKey: [key] });
  });
  let lost: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource | undefined;
  let broken = false;
  const opened = (): void => {
    clearTimeout(lost);
    lost = undefined;
    // Events of the time in between may have left the stream's memory, and queries may have been given up meanwhile.
    if (connection === 'lost') void queries.invalidateQueries();
    announce('live');
    if (broken) for (const listener of returned) void listener();
    broken = false;
  };
  const failed = (): void => {
    broken = true;
    lost ??= setTimeout(() => announce('lost'), LOST_MS);
    // A refused stream is not opened again by the browser.
    if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, REOPEN_MS);
  };
  const open = (): void => {
    source = new EventSource(`${BASE_PATH}/api/webhooks/stream?types=${Object.keys(TOUCHED).join(',')}`);
    source.addEventListener('open', opened);
    source.addEventListener('error', failed);
    for (const [name, keys] of Object.entries(TOUCHED)) {
      source.addEventListener(name, () => refresh.add(keys));
    }
  };
  open();
  return () => {
    clearTimeout(lost);
    clearTimeout(again);
    refresh.stop();
    source?.close();
  };
}

/** Gathers keys and hands them over together, each kind at its own pace. */
function gather(flush: (keys: readonly string[]) => void): {
  add(keys: readonly string[]): void;
  stop(): void;
} {
  const lists = pace(SETTLE_MS, flush);
  const figures = pace(FIGURES_MS, flush);
  return {
    add: (keys) => {
      for (const key of keys) (FIGURES.has(key) ? figures : lists).add(key);
    },
    stop: () => {
      lists.stop();
      figures.stop();
    },
  };
}

/** Hands over what was gathered, `ms` after the first of it. */
function pace(
  ms: number,
  flush: (keys: readonly string[]) => void,
): { add(key: string): void; stop(): void } {
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = (): void => {
    timer = undefined;
    flush([...waiting]);
    waiting.clear();
  };
  return {
    add: (key) => {
      waiting.add(key);
      timer ??= setTimeout(run, ms);
    },
    stop: () => clearTimeout(timer),
  };
}
