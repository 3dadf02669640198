import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { BASE_PATH } from '../base-path.ts';
import { reloadSession } from './session.ts';

/** The state of the event stream: open, being opened, or lost, so that queries are repeated instead. */
export type Connection = 'connecting' | 'live' | 'lost';

/** Shortest interval of repeating list queries while events arrive, ms. */
const SETTLE_MS = 700;
/** Shortest interval of repeating figures, ms: they are expensive and may lag a little. */
const FIGURES_MS = 3_000;
const FIGURES = new Set(['status', 'stats']);
/** Time without an open stream after which data may be out of date, ms. */
const LOST_MS = 4_000;
const REOPEN_MS = 3_000;

/** Queries that become old by an event of the stream, by its type. */
const BY_EVENT: Readonly<Record<string, readonly string[]>> = {
  event: ['events', 'job'],
  delivery: ['deliveries', 'delivery', 'status', 'stats', 'job'],
  endpoint: ['endpoints', 'status', 'delivery'],
  buttons: ['actions'],
  incident: ['incidents', 'endpoints'],
  operation: ['operation'],
};

/** Events were missed, or a job was erased: all of these queries may be old. */
const ALL = [
  'audit',
  'event-counts',
  'mutes',
  'preview',
  'query-fields',
  'search',
  'views',
  ...new Set(Object.values(BY_EVENT).flat()),
];
const TOUCHED: Readonly<Record<string, readonly string[]>> = { ...BY_EVENT, reset: ALL };

type Returned = () => void | Promise<void>;
const returned = new Set<Returned>();

/** Calls `listener` whenever the gateway is reachable again after the stream was lost. */
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

/** Keeps the event stream open while the console is, and repeats queries that its events make old. */
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
    // Missed events may be gone from the stream's memory, and queries may have failed meanwhile.
    if (connection === 'lost') void queries.invalidateQueries();
    announce('live');
    if (broken) for (const listener of returned) void listener();
    broken = false;
  };
  const failed = (): void => {
    broken = true;
    lost ??= setTimeout(() => announce('lost'), LOST_MS);
    if (source?.readyState !== EventSource.CLOSED) return;
    // The browser does not reopen a refused stream. It is refused where the session has ended.
    again = setTimeout(open, REOPEN_MS);
    reloadSession(queries);
  };
  const open = (): void => {
    source = new EventSource(`${BASE_PATH}/api/webhooks/stream?types=${Object.keys(TOUCHED).join(',')}`);
    source.addEventListener('open', opened);
    source.addEventListener('error', failed);
    for (const [name, keys] of Object.entries(TOUCHED)) {
      source.addEventListener(name, () => refresh.add(keys));
    }
    // Answers that no page shows would be shown for a moment by the next one.
    source.addEventListener('reset', () => queries.removeQueries({ type: 'inactive' }));
  };
  open();
  return () => {
    clearTimeout(lost);
    clearTimeout(again);
    refresh.stop();
    source?.close();
  };
}

/** Collects keys and passes them on together, each kind at its own pace. */
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

/** Passes the collected keys on, `ms` after the first of them. */
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
