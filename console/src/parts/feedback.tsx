import { Button, Center, Skeleton, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { isNotFound, isTransient } from '../api/request.ts';
import { Note } from './note.tsx';
import { errorMessage } from './refusals.ts';

/** Shows a notification about an error. */
export function notifyError(title: string, error: Error): void {
  notifications.show({ title, message: errorMessage(error), color: 'red', autoClose: 8_000 });
}

export function notify(title: string, message = ''): void {
  notifications.show({ title, message, color: 'petrol' });
}

export function Problem({
  error,
  retry,
}: {
  readonly error: Error;
  readonly retry?: () => void;
}): ReactElement {
  const again = retry && (
    <Button size="xs" variant="default" onClick={retry}>
      Try again
    </Button>
  );
  return (
    <Note tone="bad" title="Something went wrong" urgent action={again}>
      {errorMessage(error)}
    </Note>
  );
}

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
}

/** An empty state, with what to do about it. */
export function Empty({ title, children, action, icon }: EmptyProps): ReactElement {
  return (
    <Center py={48} px="md">
      <Stack align="center" gap={6} maw={420} ta="center">
        {icon && <Text c="dimmed">{icon}</Text>}
        <Title order={2}>{title}</Title>
        <Text c="dimmed" component="div">
          {children}
        </Text>
        {action && <div style={{ marginTop: 10 }}>{action}</div>}
      </Stack>
    </Center>
  );
}

/** Shows the data of a query, a placeholder while it is loading, or its error. */
export function Loaded<T>({
  query,
  height,
  children,
}: {
  readonly query: UseQueryResult<T>;
  /** Height of the placeholder, px. */
  readonly height: number;
  readonly children: (data: T) => ReactNode;
}): ReactNode {
  // What was erased or removed meanwhile is shown no longer; after other faults, what was read before is.
  const isGone = isNotFound(query.error);
  if (query.data !== undefined && !isGone) return children(query.data);
  if (query.error) {
    const again = isTransient(query.error) ? { retry: () => void query.refetch() } : {};
    return <Problem error={query.error} {...again} />;
  }
  return <Loading height={height} />;
}

/** Stands for content of that height, px, that is on its way. */
export function Loading({ height }: { readonly height: number }): ReactElement {
  return <Skeleton height={height} radius="lg" role="status" aria-label="Loading" />;
}
