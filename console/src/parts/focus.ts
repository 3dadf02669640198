import { useEffect, useRef, useState, type RefObject } from 'react';

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
  useAfterClosing(open, () => button.current?.focus());
  return button;
}

/**
 * Returns the focus to where it was before a list was opened, once the dialogs opened from the list are closed: the list is gone by
 * then, so the dialogs know no other place.
 *
 * @param listed whether the list is open
 * @param asking whether a dialog is open
 */
export function useFocusBefore(listed: boolean, asking: boolean): void {
  const [wasListed, note] = useState(false);
  const [before, keep] = useState<Element | null>(null);
  if (listed !== wasListed) {
    note(listed);
    if (listed) keep(document.activeElement);
  }
  useAfterClosing(asking, () => {
    if (before instanceof HTMLElement) before.focus();
  });
}

/** Acts once a dialog that was open is closed. */
function useAfterClosing(open: boolean, act: () => void): void {
  const wasOpen = useRef(open);
  useEffect(() => {
    if (wasOpen.current && !open) act();
    wasOpen.current = open;
  }, [open, act]);
}
