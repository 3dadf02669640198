import '@mantine/core/styles/Tabs.css';
import { Skeleton, Stack, Tabs, Text } from '@mantine/core';
import { Suspense, type ReactElement } from 'react';
import type { Preview } from '../api/types.ts';
import { useAdapter } from '../api/use-adapter.ts';
import { ICON } from '../base-path.ts';
import { Code } from '../parts/code.tsx';
import { pretty } from '../parts/format.ts';
import { HeaderList } from '../parts/header-list.tsx';
import { lazyPart } from '../parts/part.ts';
import { PREVIEWS } from './previews.ts';

/** The use of limits and the code of receivers; each is loaded when its tab is opened, to keep pages small. */
const Limits = lazyPart(async () => (await import('./limits.tsx')).Limits);
const Verify = lazyPart(async () => (await import('./verify.tsx')).Verify);

interface DrawnProps {
  readonly preview: Preview;
  readonly adapter: string;
  readonly scheme: 'light' | 'dark';
  /** True where the two parts stand one below the other. */
  readonly stacked?: boolean;
}

/** Shows the message as the platform does, where its adapter has a preview, beside the exact request and its use of limits. */
export function Drawn({ preview, adapter, scheme, stacked = false }: DrawnProps): ReactElement {
  const drawn = PREVIEWS[adapter] !== undefined && parsed(preview.body) !== null;
  return (
    <div className={drawn && !stacked ? 'split' : 'stacked'}>
      <Message preview={preview} adapter={adapter} scheme={scheme} />
      <Exact preview={preview} adapter={adapter} />
    </div>
  );
}

/** Draws the message as the platform does; nothing where its adapter has no preview. */
export function Message({ preview, adapter, scheme }: Omit<DrawnProps, 'stacked'>): ReactElement | null {
  const message = parsed(preview.body);
  const Platform = PREVIEWS[adapter];
  if (!Platform || message === null) return null;
  return (
    <div style={{ minWidth: 0 }}>
      <Suspense fallback={<Skeleton height={260} />}>
        <Platform message={message} scheme={scheme} icon={ICON} headers={preview.headers} />
      </Suspense>
    </div>
  );
}

/** Shows the request byte for byte: its body, its headers, its use of limits, and how its signature is verified. */
export function Exact({ preview, adapter }: Pick<DrawnProps, 'preview' | 'adapter'>): ReactElement {
  const signed = useAdapter(adapter)?.signed === true;
  return (
    <Tabs defaultValue="body" keepMounted={false} style={{ minWidth: 0 }}>
      <Tabs.List mb="sm">
        <Tabs.Tab value="body">Body</Tabs.Tab>
        <Tabs.Tab value="headers">Headers</Tabs.Tab>
        {preview.limits.length > 0 && <Tabs.Tab value="limits">Limits</Tabs.Tab>}
        {signed && <Tabs.Tab value="verify">Verify</Tabs.Tab>}
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
        <Suspense fallback={<Skeleton height={260} />}>
          <Limits limits={preview.limits} />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="verify">
        <Suspense fallback={<Skeleton height={260} />}>
          <Verify headers={preview.headers} />
        </Suspense>
      </Tabs.Panel>
    </Tabs>
  );
}

/** Reads the body of a message: JSON, or the fields of a form; null where it is neither. */
function parsed(body: string): object | null {
  if (/^\w+=/.test(body)) return Object.fromEntries(new URLSearchParams(body));
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
