import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

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

export type LazyPart<Props> = LazyExoticComponent<ComponentType<Props>> & {
  readonly preload: () => Promise<void>;
};

/**
 * Makes a component of a file of its own, which is loaded when it is drawn. `preload` loads it ahead, without a word when that
 * fails: drawing the component loads it again, and may throw {@link PartMissing}.
 */
export function lazyPart<Props>(bring: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  const preload = async (): Promise<void> => void (await bring().catch(() => undefined));
  parts.push(preload);
  return Object.assign(
    lazy(async () => ({ default: await part(bring) })),
    { preload },
  );
}
