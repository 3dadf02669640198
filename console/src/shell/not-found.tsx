import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Empty } from '../parts/feedback.tsx';
import { Page } from '../parts/page.tsx';

export function NotFound(): ReactElement {
  return (
    <Page title="Page not found">
      <Empty
        title="No page has this address"
        action={
          <Button component={Link} to="/">
            Go to the overview
          </Button>
        }
      >
        Check the address for typing errors, or start at the overview.
      </Empty>
    </Page>
  );
}
