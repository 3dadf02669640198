import '@mantine/core/styles/PasswordInput.css';
import { Box, Button, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import { BASE_PATH } from '../base-path.ts';
import { sessionQuery } from '../api/queries.ts';
import { focusOnArrival } from '../parts/focus.ts';
import { Brand } from '../shell/navigation.tsx';

const route = getRouteApi('/login');

/** Returns the path to go to after signing in, without the base path. URLs of other sites are ignored. */
function inside(from: string | undefined): string {
  return from !== undefined && /^\/(?![/\\])/.test(from) ? from : '/';
}

export function LoginPage(): ReactElement {
  useDocumentTitle('Sign in · Webhook gateway');
  const { from } = route.useSearch();
  const { data: session } = useQuery(sessionQuery);
  const [key, setKey] = useState('');
  const router = useRouter();
  const queries = useQueryClient();
  const login = useMutation({
    mutationFn: () => api.login(key.trim()),
    onSuccess: async () => {
      await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
      router.history.push(`${BASE_PATH}${inside(from)}`);
    },
  });
  return (
    <Box mih="100dvh" style={{ display: 'grid', placeItems: 'center' }} p="md" component="main">
      <Paper className="panel" p="xl" w="100%" maw={400}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            login.mutate();
          }}
        >
          <Stack gap="md">
            <Brand name={session?.brand} />
            <div>
              <Title order={1}>Sign in</Title>
              <Text c="dimmed" mt={4}>
                Enter a key with the role viewer, operator or admin.
              </Text>
            </div>
            <PasswordInput
              label="Key"
              value={key}
              onChange={(event) => setKey(event.currentTarget.value)}
              error={login.error?.message}
              autoComplete="current-password"
              ref={focusOnArrival}
            />
            <Button type="submit" loading={login.isPending} disabled={key.trim() === ''}>
              Sign in
            </Button>
          </Stack>
        </form>
      </Paper>
    </Box>
  );
}
