import { Box, Button } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useEffect, useState, type ReactElement } from 'react';
import { Problem } from '../parts/feedback.tsx';
import { Note } from '../parts/note.tsx';
import { PartMissing } from '../parts/part.ts';
import { servedBuild } from './build.ts';
import { reloadOnce } from './reload.ts';

/** Interval of checking whether the gateway answers again, ms. */
const CHECK_MS = 2_000;

/** Replaces a page that failed; the navigation around it stays. */
export function PageFailed({ error, reset }: ErrorComponentProps): ReactElement {
  const router = useRouter();
  const retry = (): void => {
    reset();
    void router.invalidate();
  };
  return (
    <Box maw={640} mx="auto" p="lg">
      {error instanceof PartMissing ? (
        <Missing />
      ) : (
        <Problem error={error instanceof Error ? error : new Error(String(error))} retry={retry} />
      )}
    </Box>
  );
}

/**
 * Waits for the file of a page. As soon as the gateway answers, the document is reloaded at the same address, because
 * browsers may remember that a file failed, and files have other names after an upgrade.
 */
function Missing(): ReactElement {
  const [stuck, setStuck] = useState(false);
  useEffect(() => {
    if (stuck) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;
    const look = async (): Promise<void> => {
      const served = await servedBuild();
      if (left) return;
      if (served === 'none') timer = setTimeout(() => void look(), CHECK_MS);
      else if (!reloadOnce()) setStuck(true);
    };
    void look();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [stuck]);
  return (
    <Note tone="bad" title="This page could not be loaded" urgent action={<Reload />}>
      {stuck
        ? 'The gateway answers, but a file of this page is missing. If a reload does not help, install the gateway again.'
        : 'The gateway does not answer. The page loads by itself when the gateway is back.'}
    </Note>
  );
}

/** Reloads the page only when the gateway answers; otherwise the browser's own error page would replace the console. */
function Reload(): ReactElement {
  const [looking, setLooking] = useState(false);
  const reload = async (): Promise<void> => {
    setLooking(true);
    if ((await servedBuild()) !== 'none') location.reload();
    setLooking(false);
  };
  return (
    <Button size="xs" variant="default" loading={looking} onClick={() => void reload()}>
      Reload
    </Button>
  );
}
