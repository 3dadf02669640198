import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The accent colour. */
const petrol: MantineColorsTuple = [
  '#e8f5f9',
  '#d2e9f1',
  '#a5d3e3',
  '#76bdd5',
  '#58b0cd',
  '#349ab9',
  '#1c84a4',
  '#0e6f8c',
  '#0a5a73',
  '#06435a',
];

const dark: MantineColorsTuple = [
  '#d8dce2',
  '#b4bbc5',
  '#98a1ad',
  '#6b7481',
  '#454d59',
  '#323a45',
  '#272d36',
  '#1b2027',
  '#14181d',
  '#0e1115',
];

const SANS = `Inter, 'Segoe UI Variable Text', 'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', 'Open Sans', sans-serif`;
const MONO = `ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace`;

/** The list itself scrolls, so that screen readers recognise it as a list. */
const LIST = {
  withScrollArea: false,
  styles: { options: { maxHeight: 240, overflowY: 'auto' } },
} as const;

const CLOSE = { 'aria-label': 'Close' };

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 7 },
  colors: { petrol, dark },
  fontFamily: SANS,
  fontFamilyMonospace: MONO,
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontFamily: SANS,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  radius: { md: '7px', lg: '10px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 200 } },
    Select: { defaultProps: LIST },
    Autocomplete: { defaultProps: LIST },
    TagsInput: { defaultProps: LIST },
    Menu: { defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false } },
    Modal: { defaultProps: { centered: true, radius: 'lg', closeButtonProps: CLOSE } },
    Notification: {
      defaultProps: { closeButtonProps: CLOSE },
      styles: { description: { color: 'var(--mantine-color-dimmed)' } },
    },
  },
});

/** Colour of destructive buttons: white on Mantine's own red lacks contrast. */
const RED = {
  '--mantine-color-red-filled': '#c0272d',
  '--mantine-color-red-filled-hover': '#a82025',
};

/** Corrections of Mantine's greys that are too pale for text, or too cold for surfaces. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5c636d',
    '--mantine-color-placeholder': '#6b727c',
    '--mantine-color-error': '#c0272d',
    ...RED,
    '--mantine-color-text': '#1b1f24',
  },
  dark: {
    '--mantine-color-body': '#1a1e24',
    '--mantine-color-dimmed': '#9fa8b5',
    '--mantine-color-placeholder': '#8b94a1',
    '--mantine-color-error': '#ff8a8a',
    ...RED,
    '--mantine-color-text': '#dfe3e8',
  },
});
