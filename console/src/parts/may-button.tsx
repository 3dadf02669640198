import { Button, Tooltip, type ButtonProps } from '@mantine/core';
import type { ComponentPropsWithRef, ReactElement, ReactNode } from 'react';
import type { Role } from '../api/types.ts';
import { useRefusal } from './roles.ts';

type MayButtonProps = ButtonProps &
  Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps> & {
    /** Role that the action needs. */
    readonly needs: Role;
    // oxlint-disable-next-line typescript/no-explicit-any -- as Mantine has it
    readonly renderRoot?: (props: Record<string, any>) => ReactNode;
  };

/** A button for an action that needs a role: without it, the button is disabled and says why. */
export function MayButton({ needs, ...props }: MayButtonProps): ReactElement {
  const refusal = useRefusal(needs);
  if (refusal === null) return <Button {...props} />;
  const { renderRoot: _link, onClick: _action, type: _type, loading: _loading, ...look } = props;
  return (
    <Tooltip label={refusal}>
      <Button {...look} type="button" disabled={false} data-disabled aria-disabled />
    </Tooltip>
  );
}
