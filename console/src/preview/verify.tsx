import '@mantine/core/styles/Tabs.css';
import { Stack, Tabs, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { Code } from '../parts/code.tsx';
import shell from './snippets/sign-and-post.sh?raw';
import go from './snippets/verify.go?raw';
// oxlint-disable-next-line import/default -- as text, by Vite
import node from './snippets/verify.mjs?raw';
import php from './snippets/verify.php?raw';
import python from './snippets/verify.py?raw';

const SNIPPETS = [
  { name: 'Node', text: node },
  { name: 'Python', text: python },
  { name: 'Go', text: go },
  { name: 'PHP', text: php },
  { name: 'curl', text: shell },
];

const HEADER = 'X-StreamGank-Signature';

/** Shows how a receiver makes sure that a request came from this gateway. */
export function Verify({ headers }: { readonly headers: Readonly<Record<string, string>> }): ReactElement {
  const own = Object.keys(headers).find((name) => /^x-.*-signature$/i.test(name)) ?? HEADER;
  return (
    <Stack gap="sm">
      <Text c="dimmed">
        The header {own} is an HMAC of the raw body under your secret. Compare it before anything parses the
        body. The standardwebhooks libraries work too: webhook-id, webhook-timestamp and webhook-signature are
        sent beside it.
      </Text>
      <Tabs defaultValue="Node" keepMounted={false} variant="pills">
        <Tabs.List mb="sm">
          {SNIPPETS.map(({ name }) => (
            <Tabs.Tab key={name} value={name}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {SNIPPETS.map(({ name, text }) => (
          <Tabs.Panel key={name} value={name}>
            <Code value={text.replaceAll(HEADER, own).trimEnd()} label={`the ${name} code`} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}
