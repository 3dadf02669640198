import {
  IconActivity,
  IconAlertTriangle,
  IconClipboardList,
  IconFlask,
  IconInbox,
  IconKey,
  IconListCheck,
  IconPlugConnected,
  IconSend,
  IconTags,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Role } from '../api/types.ts';

interface PageLink {
  readonly to: string;
  readonly label: string;
  readonly icon: TablerIcon;
  /** The least role that the page is shown to; without: everyone. */
  readonly role?: Role;
}

/** The pages of the navigation, in its order. */
export const PAGES = [
  { to: '/', label: 'Overview', icon: IconActivity },
  { to: '/incidents', label: 'Incidents', icon: IconAlertTriangle },
  { to: '/deliveries', label: 'Deliveries', icon: IconSend },
  { to: '/events', label: 'Events', icon: IconInbox },
  { to: '/event-types', label: 'Event types', icon: IconTags },
  { to: '/endpoints', label: 'Endpoints', icon: IconPlugConnected },
  { to: '/playground', label: 'Playground', icon: IconFlask },
  { to: '/operations', label: 'Operations', icon: IconListCheck },
  { to: '/audit', label: 'Audit log', icon: IconClipboardList },
  { to: '/keys', label: 'Keys', icon: IconKey, role: 'admin' },
] as const satisfies readonly PageLink[];
