import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Empty } from '../parts/feedback.tsx';

export function NotFound(): ReactElement {
  return (
    <Empty
      title="There is no such page"
      action={
        <Button component={Link} to="/">
          Go to the overview
        </Button>
      }
    >
      The address may be old, or a letter of it got lost.
    </Empty>
  );
}
