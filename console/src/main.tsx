import './styles.ts';
import './console.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { PartMissing } from './parts/part.ts';
import { queries } from './query-client.ts';
import { router } from './router.tsx';
import { preloadAllLater, preloadPage } from './shell/preload.ts';
import { theme, variables } from './theme.ts';

const root = document.querySelector('#root');
if (root) {
  preloadPage(router);
  createRoot(root, { onCaughtError: report }).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={variables}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
          <Notifications position="bottom-center" />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
  preloadAllLater();
}

/** Reports on the page that a file of the console is missing, with the remedy. */
function report(error: unknown): void {
  if (!(error instanceof PartMissing)) reportError(error);
}
