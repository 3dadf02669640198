import { Button, Group, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { plural } from '../parts/format.ts';
import type { Draft } from './use-draft.ts';
import { MayButton } from '../parts/may-button.tsx';

interface SaveBarProps {
  readonly draft: Draft;
  /** Faults that keep the changes from being saved. */
  readonly faults: number;
  /** Whether the faults are those of the present texts; where they are not yet, the gateway tells when saving. */
  readonly checked: boolean;
  readonly saving: boolean;
  readonly save: () => void;
}

/** Shows what is not saved yet. Saving with faults leads to the first of them. */
export function SaveBar({ draft, faults, checked, saving, save }: SaveBarProps): ReactElement {
  const changes = Object.keys(draft.changes).length;
  const press = (): void => {
    if (faults === 0 || !checked) save();
    else document.querySelector<HTMLElement>('.editor [aria-invalid="true"]')?.focus();
  };
  return (
    <div className="editor-save">
      <Text
        size="sm"
        aria-live="polite"
        className={faults > 0 ? 'tone-bad' : ''}
        c={faults > 0 ? undefined : 'dimmed'}
      >
        {state(changes, faults)}
      </Text>
      <Group gap="xs">
        <Button variant="default" disabled={!draft.dirty || saving} onClick={draft.discard}>
          Discard
        </Button>
        <MayButton needs="admin" disabled={!draft.dirty} loading={saving} onClick={press}>
          Save
        </MayButton>
      </Group>
    </div>
  );
}

function state(changes: number, faults: number): string {
  if (faults > 0) return `Fix ${plural(faults, 'fault')} to save.`;
  return changes === 0 ? 'No unsaved changes' : plural(changes, 'unsaved change');
}
