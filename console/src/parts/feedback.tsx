import { Button, Center, Skeleton, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { ApiError, mayPass } from '../api/request.ts';
import { Note } from './note.tsx';

/** What an error means for whoever reads it: the gateway's own sentence, and each field's. */
export function sentenceOf(error: Error): string {
  if (!(error instanceof ApiError)) return error.message;
  const faults = error.fields.map(({ message }) => message).filter((text) => text !== error.message);
  return [error.message, ...faults].join(' ');
}

/** Says at the edge of the page that something did not work. */
export function tellError(title: string, error: Error): void {
  notifications.show({ title, message: sentenceOf(error), color: 'red', autoClose: 8_000 });
}

export function tell(title: string, message = ''): void {
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
      {sentenceOf(error)}
    </Note>
  );
}

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
}

/** Nothing here, and what to do about it. */
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

/** What a query brought, its place while it is under way, or why it did not come. */
export function Loaded<T>({
  query,
  height,
  children,
}: {
  readonly query: UseQueryResult<T>;
  /** Of the place held free, px. */
  readonly height: number;
  readonly children: (data: T) => ReactNode;
}): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.error) {
    const again = mayPass(query.error) ? { retry: () => void query.refetch() } : {};
    return <Problem error={query.error} {...again} />;
  }
  return <Skeleton height={height} radius="lg" role="status" aria-label="Loading" />;
}
