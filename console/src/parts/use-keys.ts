import { useHotkeys, type HotkeyItem } from '@mantine/hooks';

/** What stands above the page: while it is open, keys are meant for it alone. */
const ABOVE = '[role="dialog"], [role="menu"]';

/** Keys of the page. They do nothing to what lies behind a dialog or a menu. */
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
