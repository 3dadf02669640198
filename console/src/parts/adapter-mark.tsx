import { Tooltip } from '@mantine/core';
import { IconBrandDiscord, IconBrandSlack, IconWebhook, type TablerIcon } from '@tabler/icons-react';
import type { ReactElement } from 'react';

const ICONS: Readonly<Record<string, TablerIcon>> = { slack: IconBrandSlack, discord: IconBrandDiscord };
const LABELS: Readonly<Record<string, string>> = { slack: 'Slack', discord: 'Discord', generic: 'Webhook' };

export function adapterLabel(type: string): string {
  return LABELS[type] ?? type;
}

export function AdapterMark({
  type,
  size = 18,
}: {
  readonly type: string;
  readonly size?: number;
}): ReactElement {
  const Icon = ICONS[type] ?? IconWebhook;
  return (
    <Tooltip label={adapterLabel(type)}>
      <Icon size={size} stroke={1.6} role="img" aria-label={adapterLabel(type)} style={{ flex: 'none' }} />
    </Tooltip>
  );
}
