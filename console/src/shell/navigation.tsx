import {
  ActionIcon,
  Box,
  Group,
  Stack,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { IconKeyboard, IconLogout, IconMoon, IconSun, type TablerIcon } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { ICON } from '../base-path.ts';
import type { Session } from '../api/types.ts';
import { mayDo, ROLE_WORDS } from '../parts/roles.ts';
import { LiveMark } from './connection.tsx';
import { useOpenIncidents } from './open-incidents.ts';
import { PAGES } from './pages.ts';
import { SearchButton } from './search-box.tsx';
import { useSignOut } from './use-sign-out.ts';

interface NavigationProps {
  readonly session: Session | undefined;
  readonly onNavigate: () => void;
  readonly onHelp: () => void;
  readonly onSearch: () => void;
}

export function Navigation({ session, onNavigate, onHelp, onSearch }: NavigationProps): ReactElement {
  return (
    <Stack h="100%" p="sm" gap="md">
      <Box px={6} pt={4} visibleFrom="sm">
        <Brand name={session?.brand} />
      </Box>
      <SearchButton onClick={onSearch} />
      <nav aria-label="Pages">
        <Stack gap={2}>
          {PAGES.filter((page) => !('role' in page) || mayDo(session?.role, page.role)).map(
            ({ to, label, icon: Icon }) => (
              <Link
                key={to}
                to={to}
                className="nav-link"
                activeOptions={{ exact: to === '/', includeSearch: false }}
                onClick={onNavigate}
              >
                <Icon size={18} stroke={1.7} aria-hidden />
                <span>{label}</span>
                {to === '/incidents' && <OpenIncidents />}
              </Link>
            ),
          )}
        </Stack>
      </nav>
      {session?.required && <Who session={session} />}
      <Group mt={session?.required ? 0 : 'auto'} justify="space-between" px={6} wrap="nowrap">
        <LiveMark />
        <Group gap={2} wrap="nowrap">
          <Tool label="Keyboard shortcuts" icon={IconKeyboard} onClick={onHelp} />
          <SchemeToggle />
          {session?.required && <SignOut />}
        </Group>
      </Group>
    </Stack>
  );
}

export function Brand({ name }: { readonly name?: string | null | undefined }): ReactElement {
  return (
    <Group gap={9} wrap="nowrap">
      <img src={ICON} alt="" width={24} height={24} />
      <Text fw={600} size="md" lh={1.15} truncate>
        {name ?? 'Webhook'}{' '}
        <Text span c="dimmed" fw={400} inherit>
          Gateway
        </Text>
      </Text>
    </Group>
  );
}

/** Says by which key, and in which role, a person is signed in. */
function Who({ session }: { readonly session: Session }): ReactElement {
  return (
    <Box mt="auto" px={6}>
      <Text size="sm" fw={500} truncate title={session.name ?? ''}>
        <bdi>{session.name}</bdi>
      </Text>
      <Text size="xs" c="dimmed">
        {ROLE_WORDS[session.role ?? 'viewer']}
      </Text>
    </Box>
  );
}

/** The number of open incidents; nothing without one. */
function OpenIncidents(): ReactElement | null {
  const open = useOpenIncidents();
  if (open === 0) return null;
  return (
    <Text span ml="auto" size="xs" fw={600} className="tone-bad num" aria-label={`${open} open`}>
      {open}
    </Text>
  );
}

function SchemeToggle(): ReactElement {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return (
    <Tool
      label={dark ? 'Light mode' : 'Dark mode'}
      icon={dark ? IconSun : IconMoon}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    />
  );
}

function SignOut(): ReactElement {
  return <Tool label="Sign out" icon={IconLogout} onClick={useSignOut()} />;
}

interface ToolProps {
  readonly label: string;
  readonly icon: TablerIcon;
  readonly onClick: () => void;
}

function Tool({ label, icon: Icon, onClick }: ToolProps): ReactElement {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        <Icon size={17} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}
