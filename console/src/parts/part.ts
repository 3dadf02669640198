import { createElement, lazy, useState, type ComponentType, type ReactElement } from 'react';

/**
 * The error of a file of the console that cannot be loaded: the gateway is unreachable, or serves another build by now.
 */
export class PartMissing extends Error {
  override readonly name = 'PartMissing';

  constructor(cause: unknown) {
    super('A file of the console could not be loaded.', { cause });
  }
}

/** Loads a part of the console; rejects with {@link PartMissing}. */
export async function part<Part>(bring: () => Promise<Part>): Promise<Part> {
  try {
    return await bring();
  } catch (error) {
    throw new PartMissing(error);
  }
}

const parts: (() => Promise<void>)[] = [];

/** Preload functions of the parts that the loaded files name. None of them rejects. */
export const partPreloads: readonly (() => Promise<void>)[] = parts;

export type LazyPart<Props> = ComponentType<Props> & { readonly preload: () => Promise<void> };

/**
 * Makes a component of a file of its own, which is loaded when it is drawn. `preload` loads it ahead, without a word when that
 * fails: drawing the component loads it again, and may throw {@link PartMissing}.
 *
 * A component that is loaded is drawn at once: React would show the placeholder of a `lazy` one, and after it wait 300 ms until it
 * replaces the next placeholder.
 */
export function lazyPart<Props extends object>(bring: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  let loaded: ComponentType<Props> | undefined;
  const load = async (): Promise<ComponentType<Props>> => (loaded ??= await part(bring));
  const preload = async (): Promise<void> => void (await load().catch(() => undefined));
  parts.push(preload);
  const Later = lazy(async () => ({ default: await load() }));
  const Part = (props: Props): ReactElement => {
    // The choice stays: another type of component would lose its state.
    const [Chosen] = useState<ComponentType<Props>>(
      () => loaded ?? (Later as unknown as ComponentType<Props>),
    );
    return createElement(Chosen, props);
  };
  return Object.assign(Part, { preload });
}
