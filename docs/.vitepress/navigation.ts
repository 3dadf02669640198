import type { DefaultTheme } from 'vitepress';
import { groups } from './reference.ts';
import { targetPages } from './targets.ts';

type Item = DefaultTheme.SidebarItem;

const quickStarts: readonly Item[] = [
  { text: 'Send events', link: '/quick-start/job-server' },
  { text: 'Receive webhooks', link: '/quick-start/receiver' },
  { text: 'Run the gateway', link: '/quick-start/operator' },
  { text: 'Change the gateway', link: '/quick-start/contributor' },
];

/** The pages by reader and topic. */
export const sidebar: DefaultTheme.Sidebar = [
  { text: 'Quick start', items: [{ text: 'What it is', link: '/' }, ...quickStarts] },
  {
    text: 'Job servers',
    items: [
      { text: 'API', link: '/api' },
      {
        text: 'API reference',
        collapsed: true,
        items: groups().map(({ name, group }) => ({ text: name, link: `/reference/${group}` })),
      },
      { text: 'Event types', link: '/events' },
      { text: 'Clients', link: '/clients' },
      { text: 'Package of the client', link: '/client-package' },
      { text: 'Examples', link: '/examples' },
    ],
  },
  {
    text: 'Receivers and channels',
    items: [
      { text: 'Targets', link: '/targets' },
      {
        text: 'Pages of the targets',
        collapsed: true,
        items: targetPages().map(({ name, page }) => ({ text: name, link: `/targets/${page}` })),
      },
      { text: 'Messages', link: '/messages' },
      { text: 'Actions', link: '/actions' },
      { text: 'Templates', link: '/templates' },
    ],
  },
  {
    text: 'Operators',
    items: [
      { text: 'Installing', link: '/install' },
      { text: 'Configuration', link: '/configuration' },
      { text: 'Console', link: '/console' },
      { text: 'Command line', link: '/cli' },
      { text: 'Operation', link: '/operations' },
      { text: 'Runbook', link: '/runbook' },
      { text: 'Scaling', link: '/scaling' },
      { text: 'Performance', link: '/performance' },
      { text: 'Security', link: '/security' },
      { text: 'Changelog', link: '/changelog' },
    ],
  },
  {
    text: 'Contributors',
    items: [
      { text: 'Contributing', link: '/contributing' },
      { text: 'Architecture', link: '/architecture' },
      { text: 'States', link: '/states' },
      { text: 'Rooms', link: '/rooms' },
      { text: 'Decisions', link: '/decisions' },
    ],
  },
];

export const nav: DefaultTheme.NavItem[] = [
  { text: 'Quick start', items: quickStarts.map(({ text = '', link = '' }) => ({ text, link })) },
  { text: 'Configuration', link: '/configuration' },
  { text: 'API', link: '/api' },
  { text: 'Operation', link: '/operations' },
];
