import { createElement, type ComponentType, type ReactElement } from 'react';
import { part } from '../parts/part.ts';

const pages: (() => Promise<void>)[] = [];

/** Preload functions of all pages, in the order of the routes. None of them rejects. */
export const pagePreloads: readonly (() => Promise<void>)[] = pages;

export type LazyPage = (() => ReactElement) & { readonly preload: () => Promise<void> };

/**
 * Makes a page that is loaded from a file of its own. The router loads the file before it shows the page; `preload`
 * loads it ahead. When the file cannot be loaded, rendering throws `PartMissing`, and the next preload tries again.
 */
export function lazyPage<Name extends string>(
  bring: () => Promise<Readonly<Record<Name, ComponentType>>>,
  name: Name,
): LazyPage {
  let loaded: ComponentType | undefined;
  let failure: unknown;
  let underWay: Promise<void> | undefined;
  const load = async (): Promise<void> => {
    failure = undefined;
    try {
      loaded = (await part(bring))[name];
    } catch (error) {
      failure = error;
    }
    underWay = undefined;
  };
  const preload = async (): Promise<void> => (loaded ? undefined : (underWay ??= load()));
  const Page = (): ReactElement => {
    if (loaded) return createElement(loaded);
    // oxlint-disable-next-line typescript/only-throw-error -- React waits for a promise that is thrown
    throw failure ?? preload();
  };
  pages.push(preload);
  return Object.assign(Page, { preload });
}
