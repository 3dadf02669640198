import { useSyncExternalStore, type ReactElement } from 'react';
import { exact, relative } from './format.ts';

/** One clock for all of them, so that a table of times ticks together. */
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

/** Unix ms, anew each second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** When something was or will be, as people say it; the exact moment is there on hover. */
export function Ago({ at }: { readonly at: string }): ReactElement {
  const text = relative(Date.parse(at), useNow());
  return (
    <time dateTime={at} title={exact(at)}>
      {text}
    </time>
  );
}
