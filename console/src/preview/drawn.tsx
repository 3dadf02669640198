import '@mantine/core/styles/Tabs.css';
import { Skeleton, Stack, Tabs, Text } from '@mantine/core';
import { lazy, Suspense, type ReactElement } from 'react';
import type { Preview } from '../api/types.ts';
import { afterPaint } from '../parts/after-paint.ts';
import { Code } from '../parts/code.tsx';
import { pretty } from '../parts/format.ts';
import { HeaderList } from '../parts/header-list.tsx';
import { DiscordMessage } from './discord-message.tsx';
import { Limits } from './limits.tsx';
import { Verify } from './verify.tsx';

/** Loaded when the first Slack message is drawn, after everything else is. */
const SlackMessage = lazy(() => afterPaint(() => import('./slack-message.tsx')));

interface DrawnProps {
  readonly preview: Preview;
  readonly adapter: string;
  readonly scheme: 'light' | 'dark';
  /** One below the other, where there is little room. */
  readonly stacked?: boolean;
}

/** The message as the platform shows it, beside what is sent exactly and how much of the platform's limits it uses. */
export function Drawn({ preview, adapter, scheme, stacked = false }: DrawnProps): ReactElement {
  const message = parsed(preview.body);
  const drawn = adapter !== 'generic' && message !== null;
  return (
    <div className={drawn && !stacked ? 'split' : 'stacked'}>
      {drawn && (
        <div style={{ minWidth: 0 }}>
          <Suspense fallback={<Skeleton height={260} />}>
            {adapter === 'slack' && <SlackMessage message={message} scheme={scheme} />}
          </Suspense>
          {adapter === 'discord' && <DiscordMessage message={message} scheme={scheme} />}
        </div>
      )}
      <Exact preview={preview} adapter={adapter} />
    </div>
  );
}

function Exact({ preview, adapter }: Pick<DrawnProps, 'preview' | 'adapter'>): ReactElement {
  return (
    <Tabs defaultValue="body" keepMounted={false} style={{ minWidth: 0 }}>
      <Tabs.List mb="sm">
        <Tabs.Tab value="body">Body</Tabs.Tab>
        <Tabs.Tab value="headers">Headers</Tabs.Tab>
        {preview.limits.length > 0 && <Tabs.Tab value="limits">Limits</Tabs.Tab>}
        {adapter === 'generic' && <Tabs.Tab value="verify">Verify</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="body">
        <Code value={pretty(preview.body)} label="body" />
      </Tabs.Panel>
      <Tabs.Panel value="headers">
        <Stack gap="sm">
          <Text className="mono break">
            {preview.method} {preview.url}
          </Text>
          <HeaderList headers={preview.headers} />
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="limits">
        <Limits limits={preview.limits} />
      </Tabs.Panel>
      <Tabs.Panel value="verify">
        <Verify headers={preview.headers} />
      </Tabs.Panel>
    </Tabs>
  );
}

function parsed(body: string): object | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
