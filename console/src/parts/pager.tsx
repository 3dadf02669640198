import { Button, Group } from '@mantine/core';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import type { ReactElement } from 'react';

/** The cursors that led to a page, the last one its own; none at the first page. */
type Trail = readonly string[];

declare module '@tanstack/react-router' {
  interface HistoryState {
    trail?: Trail;
  }
}

const NONE: Trail = [];

/**
 * The trail of the list on this page, and what leads along it. It stands with the address in the browser's history: who comes back is
 * at the same page, and another filter begins at the first.
 */
export function useTrail(): readonly [Trail, (trail: Trail) => void] {
  const trail = useRouterState({ select: ({ location }) => location.state.trail ?? NONE });
  const navigate = useNavigate();
  return [trail, (next) => void navigate({ to: '.', search: true, state: { trail: next } })];
}

interface PagerProps {
  /** The cursor of the page behind this one; null at the end. */
  readonly next: string | null;
  readonly trail: Trail;
  readonly go: (trail: Trail) => void;
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
