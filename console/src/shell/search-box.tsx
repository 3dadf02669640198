import { Kbd, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { ReactElement } from 'react';

/** The button that looks like a search field and opens the palette. */
export function SearchButton({ onClick }: { readonly onClick: () => void }): ReactElement {
  return (
    <UnstyledButton className="search-button" onClick={onClick}>
      <IconSearch size={15} aria-hidden />
      <span>Search…</span>
      <Kbd size="xs" aria-hidden>
        {/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K'}
      </Kbd>
    </UnstyledButton>
  );
}
