import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Endpoint } from '../api/types.ts';

/** The line below the title of an endpoint's pages: the way back to the list, the public name, the URL. */
export function Lead({ endpoint }: { readonly endpoint: Endpoint | undefined }): ReactElement {
  return (
    <Group gap={8}>
      <Link to="/endpoints" className="link">
        Endpoints
      </Link>
      {endpoint && (
        <Text span inherit className="break">
          {endpoint.webhook_id}, {endpoint.url}
        </Text>
      )}
    </Group>
  );
}
