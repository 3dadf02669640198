import { Box, Button } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useEffect, useState, type ReactElement } from 'react';
import { Problem } from '../parts/feedback.tsx';
import { Note } from '../parts/note.tsx';
import { PartMissing } from '../parts/part.ts';
import { servedBuild } from './build.ts';
import { reloadOnce } from './reload.ts';

/** How often a page that could not be loaded looks whether the gateway is back, ms. */
const LOOK_MS = 2_000;

/** In place of a page that failed; the navigation around it stays. */
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
 * The page's file did not come. As soon as the gateway answers, the document is loaded again at the same address: a browser may
 * remember that a file failed, and after an upgrade the files have other names.
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
      if (served === 'none') timer = setTimeout(() => void look(), LOOK_MS);
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
        ? 'The gateway answers, but a file of this page is missing. If a reload does not help, build the console again.'
        : 'The gateway does not answer. The page loads by itself when the gateway is back.'}
    </Note>
  );
}

/** Leaves the page only for a gateway that answers: otherwise the browser's own error page would take its place. */
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
