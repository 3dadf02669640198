import { Button } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Empty } from '../parts/feedback.tsx';

/** Welcomes operators of a new gateway with the first steps. */
export function FirstSteps(): ReactElement {
  return (
    <div className="panel">
      <Empty
        title="No endpoints yet"
        icon={<IconPlugConnected size={30} stroke={1.5} />}
        action={
          <Button component={Link} to="/endpoints/new" size="md">
            Add your first endpoint
          </Button>
        }
      >
        Paste the webhook URL of a chat channel or of your application. You see a preview before anything is
        sent.
      </Empty>
    </div>
  );
}
