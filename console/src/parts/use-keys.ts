import { useHotkeys, type HotkeyItem } from '@mantine/hooks';

/** Elements above the page that take all keys while they are open. */
const ABOVE = '[role="dialog"], [role="menu"]';

/** Binds keys of the page, which do nothing while a dialog or menu is open. */
export function useKeys(keys: readonly HotkeyItem[]): void {
  useHotkeys(
    keys.map(([key, act, options]): HotkeyItem => {
      const onPage = (event: KeyboardEvent): void => {
        if (document.querySelector(ABOVE) === null) act(event);
      };
      return [key, onPage, options];
    }),
  );
}
