import { useEffect, useRef, type RefObject } from 'react';

/** As the `ref` of the one field that a page is opened for: it can be written into at once. */
export function focusOnArrival(field: HTMLElement | null): void {
  field?.focus();
}

/**
 * Gives the focus back to the button of a menu once the dialogs are closed that were opened from it: what they were
 * opened by, an entry of the menu, is gone by then.
 */
export function useFocusBack<Button extends HTMLElement>(open: boolean): RefObject<Button | null> {
  const button = useRef<Button>(null);
  const wasOpen = useRef(open);
  useEffect(() => {
    if (wasOpen.current && !open) button.current?.focus();
    wasOpen.current = open;
  }, [open]);
  return button;
}
