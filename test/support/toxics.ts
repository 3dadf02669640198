/** The effect of a bad network on one direction of a connection; times in ms, sizes in bytes. */
export type Toxic =
  /** All arrives, later. */
  | { readonly kind: 'latency'; readonly ms: number; readonly jitterMs?: number }
  /** No byte arrives, and the connection closes after a while; with 0 never, and nobody is told. */
  | { readonly kind: 'timeout'; readonly ms: number }
  /** The connection is reset after a while. */
  | { readonly kind: 'reset_peer'; readonly ms: number }
  /** All arrives, in pieces of at most `bytes`. */
  | { readonly kind: 'slicer'; readonly bytes: number; readonly delayMs: number }
  /** All arrives, at that rate. */
  | { readonly kind: 'bandwidth'; readonly bytesPerSecond: number }
  /** The connection closes after so many bytes; at most `times` connections, if given. */
  | { readonly kind: 'limit_data'; readonly bytes: number; readonly times?: number };

/**
 * The direction and toxic of the nth strike, from 0; no toxic after the last of them. The direction changes with each
 * strike and with each round, so that two rounds try every toxic in both.
 */
export function toxicOf(
  nth: number,
  toxics: readonly Toxic[],
): readonly [way: 'up' | 'down', toxic: Toxic | undefined] {
  const kinds = toxics.length + 1;
  const round = Math.floor(nth / kinds);
  return [((nth % kinds) + round) % 2 === 0 ? 'up' : 'down', toxics[nth % kinds]];
}

/** The passage of one chunk: pieces that are sent on after a wait each, and then an end, or none. */
export interface Passage {
  readonly pieces: readonly Buffer[];
  /** Before the first piece; of a chunk that has waited already, only what is left. */
  readonly delayMs: number;
  /** Before each further piece. */
  readonly gapMs: number;
  readonly closes: boolean;
}

/**
 * The passage of one chunk under the toxics of its direction.
 *
 * @param sent bytes of this direction that were sent on before
 * @param waitedMs since the chunk came in
 * @param random from [0, 1)
 */
export function passageOf(
  chunk: Buffer,
  toxics: readonly Toxic[],
  { sent, waitedMs, random }: { readonly sent: number; readonly waitedMs: number; readonly random: number },
): Passage {
  const start: Passage = { pieces: [chunk], delayMs: 0, gapMs: 0, closes: false };
  return toxics.reduce((passage, toxic) => {
    switch (toxic.kind) {
      case 'latency': {
        const ms = toxic.ms + (toxic.jitterMs ?? 0) * random;
        return { ...passage, delayMs: Math.max(passage.delayMs, ms - waitedMs) };
      }
      case 'timeout':
        return { ...passage, pieces: [] };
      case 'reset_peer':
        return passage;
      case 'slicer':
        return {
          ...passage,
          pieces: passage.pieces.flatMap((piece) => sliced(piece, toxic.bytes)),
          gapMs: Math.max(passage.gapMs, toxic.delayMs),
        };
      case 'bandwidth':
        return { ...passage, delayMs: passage.delayMs + (chunk.length * 1_000) / toxic.bytesPerSecond };
      case 'limit_data':
        return limited(passage, toxic.bytes - sent);
    }
  }, start);
}

function sliced(piece: Buffer, bytes: number): Buffer[] {
  return Array.from({ length: Math.ceil(piece.length / bytes) }, (_, n) =>
    piece.subarray(n * bytes, (n + 1) * bytes),
  );
}

/** At most `left` bytes of it. */
function limited(passage: Passage, left: number): Passage {
  const whole = Buffer.concat(passage.pieces);
  if (whole.length <= left) return passage;
  const pieces = left > 0 ? [whole.subarray(0, left)] : [];
  return { ...passage, pieces, closes: true };
}
