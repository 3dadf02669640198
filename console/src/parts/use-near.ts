import { useEffect, useRef, useState, type RefObject } from 'react';

/** Distance from the visible part of the page at which a place counts as near. */
const MARGIN = '0px';

/** Tells whether a place was near the visible part of the page yet: what is expensive to draw can wait for that. */
export function useNear<Place extends Element>(): { ref: RefObject<Place | null>; isNear: boolean } {
  const ref = useRef<Place>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (isNear || !ref.current) return undefined;
    const observer = new IntersectionObserver((seen) => setNear(seen.some((one) => one.isIntersecting)), {
      rootMargin: MARGIN,
    });
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [isNear]);
  return { ref, isNear };
}
