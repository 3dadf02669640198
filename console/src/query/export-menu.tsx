import '@mantine/core/styles/Menu.css';
import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { ViewPage } from '../api/types.ts';
import { BASE_PATH } from '../base-path.ts';

/** Returns the address of a file in that format. */
type FileOf = (format: 'csv' | 'ndjson') => string;

/** Returns the files with the whole list of a filter, which is given as query parameters of the API. */
export function filesOf(page: ViewPage, filter: Readonly<Record<string, string | undefined>>): FileOf {
  const given = Object.entries(filter).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const query = given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
  return (format) => `${BASE_PATH}/api/webhooks/export/${page}.${format}${query}`;
}

/** Downloads a list as a file. */
export function ExportMenu({ fileOf }: { readonly fileOf: FileOf }): ReactElement {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" className="icon-on-phone" leftSection={<IconDownload size={15} />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={fileOf('csv')} download>
          CSV, for spreadsheets
        </Menu.Item>
        <Menu.Item component="a" href={fileOf('ndjson')} download>
          NDJSON, one object per line
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
