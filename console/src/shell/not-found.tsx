import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Empty } from '../parts/feedback.tsx';

export function NotFound(): ReactElement {
  return (
    <Empty
      title="Page not found"
      action={
        <Button component={Link} to="/">
          Go to the overview
        </Button>
      }
    >
      This address leads to no page of the console. Check it for typing errors, or start at the overview.
    </Empty>
  );
}
