import { Button, Group } from '@mantine/core';
import type { ReactElement } from 'react';

interface PagerProps {
  /** The cursor of the page behind this one; null at the end. */
  readonly next: string | null;
  /** The cursors that led here. */
  readonly trail: readonly string[];
  readonly go: (trail: readonly string[]) => void;
}

/** From page to page along the cursors; nothing where there is only one. */
export function Pager({ next, trail, go }: PagerProps): ReactElement | null {
  if (next === null && trail.length === 0) return null;
  return (
    <Group justify="space-between" px="md" py="sm" style={{ borderTop: '1px solid var(--line)' }}>
      <Button
        variant="default"
        size="xs"
        disabled={trail.length === 0}
        onClick={() => go(trail.slice(0, -1))}
      >
        Newer
      </Button>
      <Button
        variant="default"
        size="xs"
        disabled={next === null}
        onClick={() => next !== null && go([...trail, next])}
      >
        Older
      </Button>
    </Group>
  );
}
