import '@mantine/core/styles/Menu.css';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import type { ReactElement, ReactNode, Ref } from 'react';

interface MoreMenuProps {
  /** The button, which gets the focus back from a dialog. */
  readonly button: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
}

/** The menu of the rarer actions of a page. */
export function MoreMenu({ button, children }: MoreMenuProps): ReactElement {
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon ref={button} variant="default" size={36} aria-label="More">
          <IconDotsVertical size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
