import { useEffect, type ComponentType } from 'react';
import { lazyPart, type LazyPart } from '../parts/part.ts';

/** The properties of an adapter's preview. */
export interface MessagePreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
  /** Address of the sender's picture. */
  readonly icon: string;
  /** Headers of the request, in which some targets read what the message says. */
  readonly headers: Readonly<Record<string, string>>;
}

type Module = { readonly default: ComponentType<MessagePreviewProps> };

/** Every adapter's preview, in `<type>/preview/<type>.preview.tsx`; each is a file of its own, loaded when it is drawn. */
const FILES = import.meta.glob<Module>('../../../src/adapters/*/preview/*.preview.tsx');

/** The components that draw messages, by type of adapter; undefined where an adapter has no preview. */
export const PREVIEWS: Readonly<Record<string, LazyPart<MessagePreviewProps> | undefined>> =
  Object.fromEntries(
    Object.entries(FILES).map(([path, load]) => [typeIn(path), lazyPart(async () => (await load()).default)]),
  );

/** Loads what draws the messages of an adapter, beside their data; undefined: the adapter is not known yet. */
export function usePreloadedDrawing(adapter: string | undefined): void {
  const drawing = adapter === undefined ? undefined : PREVIEWS[adapter];
  useEffect(() => void drawing?.preload(), [drawing]);
}

function typeIn(path: string): string {
  return path.split('/').at(-1)?.replace('.preview.tsx', '') ?? '';
}
