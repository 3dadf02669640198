import '@mantine/core/styles/Menu.css';
import { Menu, Tooltip, type MenuItemProps } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Role } from '../api/types.ts';
import { useRefusal } from './roles.ts';

interface MayItemProps extends MenuItemProps {
  /** Role that the action needs. */
  readonly needs: Role;
  readonly onClick: () => void;
}

/** A menu item for an action that needs a role: without it, the item is disabled and says why. */
export function MayItem({ needs, onClick, ...look }: MayItemProps): ReactElement {
  const refusal = useRefusal(needs);
  if (refusal === null) return <Menu.Item {...look} onClick={onClick} />;
  return (
    <Tooltip label={refusal} position="left" multiline maw={260}>
      <Menu.Item
        {...look}
        disabled={false}
        closeMenuOnClick={false}
        data-disabled
        aria-disabled
        aria-description={refusal}
      />
    </Tooltip>
  );
}
