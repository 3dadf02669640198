import { useEffect, useRef, type RefObject } from 'react';

/** Focuses the field (as its `ref`) that a page is opened for. */
export function focusOnArrival(field: HTMLElement | null): void {
  field?.focus();
}

/**
 * Returns the focus to a menu's button when the dialogs opened from it are closed: the menu entry that opened them is
 * gone by then.
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
