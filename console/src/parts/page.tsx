import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactElement, ReactNode } from 'react';
import { visible } from './format.ts';

interface PageProps {
  readonly title: string;
  /** Sentence below the title. */
  readonly lead?: ReactNode;
  /** Controls at the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a page: title, actions on all of it, and content. */
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
        {actions && (
          <Group gap="xs" className="page-actions">
            {actions}
          </Group>
        )}
      </Group>
      {children}
    </Stack>
  );
}

interface PanelProps {
  readonly title?: string;
  readonly side?: ReactNode;
  /** Whether the content has no padding: for tables. */
  readonly flush?: boolean;
  /** Whether the content takes all available height: for charts. */
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
