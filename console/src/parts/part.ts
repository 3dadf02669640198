/** A file of the console could not be loaded: the gateway is away, or serves another build of the console by now. */
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
