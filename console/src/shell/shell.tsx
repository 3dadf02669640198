import { ActionIcon, AppShell, Box, Burger, Button, Group } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useRouter } from '@tanstack/react-router';
import { IconAlertTriangle, IconSearch } from '@tabler/icons-react';
import { Suspense, useEffect, useState, type ReactElement } from 'react';
import { sessionQuery } from '../api/queries.ts';
import { rememberCsrfToken } from '../api/request.ts';
import { useStream } from '../api/stream.ts';
import { offerReplay, useReplayOffer } from '../endpoints/replay-offer.ts';
import { plural } from '../parts/format.ts';
import { lazyPart } from '../parts/part.ts';
import { useKeys } from '../parts/use-keys.ts';
import { ConnectionBanner, UpgradeBanner } from './connection.tsx';
import { Brand, Navigation } from './navigation.tsx';
import { useOpenIncidents } from './open-incidents.ts';
import { useUpgrade } from './use-upgrade.ts';

const ReplayModal = lazyPart(async () => (await import('../endpoints/replay-modal.tsx')).ReplayModal);
const Palette = lazyPart(async () => (await import('../palette/palette.tsx')).Palette);
const Help = lazyPart(async () => (await import('./help.tsx')).Help);

/** The frame of all pages: the navigation, and the state of the connection above the page. */
export function Shell(): ReactElement {
  const [open, menu] = useDisclosure(false);
  const [helping, help] = useDisclosure(false);
  const palette = usePalette(menu.close);
  const session = useSession();
  useStream(true);
  const outdated = useUpgrade();
  const offer = useReplayOffer();
  useHotkeys([['shift+?', help.open]]);
  // Escape closes the menu also from its search box.
  useHotkeys([['Escape', menu.close]], []);
  return (
    <AppShell
      header={{ height: { base: 52, sm: 0 } }}
      navbar={{ width: 228, breakpoint: 'sm', collapsed: { mobile: !open } }}
      padding={{ base: 'sm', sm: 'lg' }}
      withBorder={false}
    >
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <Header brand={session?.brand} open={open} onMenu={menu.toggle} onSearch={palette.open} />
      <AppShell.Navbar bg="var(--canvas)" style={{ borderRight: '1px solid var(--line)' }}>
        <Navigation session={session} onNavigate={menu.close} onHelp={help.open} onSearch={palette.open} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} style={{ outline: 'none' }}>
        {/* Notifications appear in the space below, where they cover no control. */}
        <Box maw={1240} mx="auto" pb={96}>
          {outdated && <UpgradeBanner />}
          <ConnectionBanner />
          <Outlet />
        </Box>
      </AppShell.Main>
      {offer && (
        <Suspense>
          <ReplayModal {...offer} opened close={() => offerReplay(null)} />
        </Suspense>
      )}
      {palette.wanted && (
        <Suspense>
          <Palette opened={palette.opened} close={palette.close} onHelp={help.open} />
        </Suspense>
      )}
      {helping && (
        <Suspense>
          <Help onClose={help.close} />
        </Suspense>
      )}
    </AppShell>
  );
}

interface HeaderProps {
  readonly brand: string | null | undefined;
  readonly open: boolean;
  readonly onMenu: () => void;
  readonly onSearch: () => void;
}

/** The bar of narrow windows, above the page. */
function Header({ brand, open, onMenu, onSearch }: HeaderProps): ReactElement {
  return (
    <AppShell.Header hiddenFrom="sm" bg="var(--canvas)" style={{ borderBottom: '1px solid var(--line)' }}>
      <Group h="100%" px="sm" gap="sm">
        <Burger opened={open} onClick={onMenu} size="sm" aria-label="Menu" />
        <Brand name={brand} />
        <Group gap={4} ml="auto" wrap="nowrap">
          <IncidentsLink />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label="Search and actions"
            onClick={onSearch}
          >
            <IconSearch size={19} />
          </ActionIcon>
        </Group>
      </Group>
    </AppShell.Header>
  );
}

/** The way to the open incidents while the navigation is closed; nothing without one. */
function IncidentsLink(): ReactElement | null {
  const open = useOpenIncidents();
  if (open === 0) return null;
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-md"
      h={36}
      className="tone-bad num"
      leftSection={<IconAlertTriangle size={19} stroke={1.7} />}
      aria-label={plural(open, 'open incident')}
      renderRoot={(props) => <Link {...props} to="/incidents" />}
    >
      {open}
    </Button>
  );
}

/** Opens the palette with Ctrl+K (⌘K) from anywhere, and with / where no field has the focus. */
function usePalette(onOpen: () => void) {
  const [opened, { open, close }] = useDisclosure(false);
  // The palette stays mounted once it was opened: it shows the dialogs of what was chosen in it.
  const [wanted, want] = useState(false);
  const show = (): void => {
    onOpen();
    want(true);
    open();
  };
  // Many keyboards need Shift for the slash.
  useKeys([
    ['/', show],
    ['shift+/', show],
  ]);
  useHotkeys(
    [['mod+K', () => (opened ? close() : document.querySelector('[role="dialog"]') === null && show())]],
    [],
  );
  return { opened, wanted, open: show, close };
}

/** Returns the session; without one, the page is reloaded, which leads to the sign-in page. */
function useSession() {
  const router = useRouter();
  const { data } = useQuery(sessionQuery);
  const outside = data?.required === true && !data.authenticated;
  rememberCsrfToken(data?.csrf_token ?? null);
  useEffect(() => {
    if (outside) void router.invalidate();
  }, [outside, router]);
  return data;
}
