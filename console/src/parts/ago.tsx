import { useSyncExternalStore, type ReactElement } from 'react';
import { clock, exact, relative } from './format.ts';

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

/** Returns what `read` makes of the current time, Unix ms. It reads each second, and the component is drawn again when the value changes. */
export function useTime<Value extends string | number | boolean | null>(read: (now: number) => Value): Value {
  return useSyncExternalStore(subscribe, () => read(now));
}

/** Returns the current time, Unix ms, updated each second. */
export function useNow(): number {
  return useTime((ms) => ms);
}

/** Shows a moment relative to now; the title holds the exact time. */
export function Ago({ at }: { readonly at: string }): ReactElement {
  const text = useTime((ms) => relative(Date.parse(at), ms));
  return (
    <time dateTime={at} title={exact(at)} style={{ whiteSpace: 'nowrap' }}>
      {text}
    </time>
  );
}

/** Shows the time of day of a moment, with the date when that is not today. */
export function Clock({ at }: { readonly at: string }): ReactElement {
  return <span className="num">{useTime((ms) => clock(at, ms))}</span>;
}
