import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { BASE_PATH } from '../base-path.ts';
import type { ViewPage } from '../api/types.ts';

interface ExportProps {
  readonly page: ViewPage;
  /** The filter as query parameters of the API. */
  readonly filter: Readonly<Record<string, string | undefined>>;
}

/** Downloads the whole list of a filter. */
export function ExportMenu({ page, filter }: ExportProps): ReactElement {
  const given = Object.entries(filter).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const query = given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
  const href = (format: string): string => `${BASE_PATH}/api/webhooks/export/${page}.${format}${query}`;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={15} />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={href('csv')} download>
          CSV, for spreadsheets
        </Menu.Item>
        <Menu.Item component="a" href={href('ndjson')} download>
          NDJSON, one object per line
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
