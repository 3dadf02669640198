import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactElement, ReactNode } from 'react';
import { visible } from './format.ts';

interface PageProps {
  readonly title: string;
  /** A sentence under the title. */
  readonly lead?: ReactNode;
  /** To the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a page: its title, what can be done with all of it, and its content. */
export function Page({ title, lead, actions, children }: PageProps): ReactElement {
  useDocumentTitle(`${visible(title)} · Webhook gateway`);
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start" gap="sm" mih={36}>
        <Box style={{ minWidth: 0 }}>
          <Title order={1} className="break">
            <bdi>{title}</bdi>
          </Title>
          {lead && (
            <Text c="dimmed" size="md" mt={2} component="div">
              {lead}
            </Text>
          )}
        </Box>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}

interface PanelProps {
  readonly title?: string;
  readonly side?: ReactNode;
  /** Without room around the content: for tables. */
  readonly flush?: boolean;
  /** The content takes all height there is: for charts. */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

export function Panel({ title, side, flush = false, fill = false, children }: PanelProps): ReactElement {
  return (
    <section className={fill ? 'panel panel-fill' : 'panel'} aria-label={title}>
      {title && (
        <div className="panel-head">
          <Title order={2}>{title}</Title>
          {side}
        </div>
      )}
      <Box p={flush ? 0 : 'md'}>{children}</Box>
    </section>
  );
}
