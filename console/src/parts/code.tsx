import { ActionIcon, Box, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { visible } from './format.ts';

export function Copy({
  value,
  label = 'Copy',
}: {
  readonly value: string;
  readonly label?: string;
}): ReactElement {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : label}>
          <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={copy}>
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

/**
 * Shows exact text with a button that copies it. It is never interpreted as markup, and does not change the direction
 * of writing.
 */
export function Code({ value, label }: { readonly value: string; readonly label: string }): ReactElement {
  return (
    <Box pos="relative">
      <Box pos="absolute" top={6} right={6}>
        <Copy value={value} label={`Copy ${label}`} />
      </Box>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
      <pre className="code" tabIndex={0} aria-label={label} role="region" style={{ paddingRight: 44 }}>
        {visible(value)}
      </pre>
    </Box>
  );
}
