import { Box } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Problem } from '../parts/feedback.tsx';

export function PageFailed({ error, reset }: ErrorComponentProps): ReactElement {
  return (
    <Box maw={640} mx="auto" p="lg">
      <Problem error={error instanceof Error ? error : new Error(String(error))} retry={reset} />
    </Box>
  );
}
