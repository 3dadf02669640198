import { useSyncExternalStore, type ReactElement } from 'react';
import { exact, relative } from './format.ts';

/** The current time, Unix ms, shared, so that all times of a table change together. */
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const tick of listeners) tick();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Returns the current time, Unix ms, updated each second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** Shows a moment relative to now; the title holds the exact time. */
export function Ago({ at }: { readonly at: string }): ReactElement {
  const text = relative(Date.parse(at), useNow());
  return (
    <time dateTime={at} title={exact(at)}>
      {text}
    </time>
  );
}
