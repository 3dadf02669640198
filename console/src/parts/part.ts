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
