import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { onReturn } from '../api/stream.ts';
import { servedBuild } from './build.ts';
import { reloadOnce } from './reload.ts';

/**
 * Tells whether the gateway serves another build of the console, checked whenever the gateway is back. The tab then
 * reloads itself, unless text was typed or a dialog is open: in that case the next navigation reloads it.
 */
export function useUpgrade(): boolean {
  const [outdated, setOutdated] = useState(false);
  const typed = useTyped();
  const router = useRouter();
  useEffect(
    () =>
      onReturn(async () => {
        if ((await servedBuild()) !== 'other') return;
        const busy = typed.current || document.querySelector('[role="dialog"]') !== null;
        if (busy || !reloadOnce()) setOutdated(true);
      }),
    [typed],
  );
  useEffect(
    () =>
      outdated
        ? router.subscribe('onBeforeNavigate', ({ toLocation, pathChanged }) => {
            if (pathChanged) location.assign(toLocation.publicHref);
          })
        : undefined,
    [outdated, router],
  );
  return outdated;
}

/** Tells whether text was typed since the page was opened. */
function useTyped() {
  const router = useRouter();
  const typed = useRef(false);
  useEffect(() => {
    const note = (): void => {
      typed.current = true;
    };
    document.addEventListener('input', note, true);
    const forget = router.subscribe('onResolved', ({ pathChanged }) => {
      if (pathChanged) typed.current = false;
    });
    return () => {
      document.removeEventListener('input', note, true);
      forget();
    };
  }, [router]);
  return typed;
}
