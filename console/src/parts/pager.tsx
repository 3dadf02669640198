import { Button, Group } from '@mantine/core';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import type { ReactElement } from 'react';

/** Cursors that led to a page, its own last; empty on the first page. */
type Trail = readonly string[];

declare module '@tanstack/react-router' {
  interface HistoryState {
    trail?: Trail;
  }
}

const NONE: Trail = [];

/**
 * Returns the trail of the current page, and a function that sets it. The trail is stored with the address in the
 * browser's history, so going back returns to the same page, and another filter begins at the first.
 */
export function useTrail(): readonly [Trail, (trail: Trail) => void] {
  const trail = useRouterState({ select: ({ location }) => location.state.trail ?? NONE });
  const navigate = useNavigate();
  return [trail, (next) => void navigate({ to: '.', search: true, state: { trail: next } })];
}

interface PagerProps {
  /** Cursor of the next page; null at the end. */
  readonly next: string | null;
  readonly trail: Trail;
  readonly go: (trail: Trail) => void;
}

/** Pages along the cursors; nothing when there is only one page. */
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
