/**
 * Names of properties of a message, however deep, that the types of other people lack; `never` where these have all. TypeScript lets an
 * object have more properties than a type that it is assigned to, so that assigning alone finds none of them.
 *
 * @example const isKnown: [Lacking<SlackMessage, TheirMessage>] extends [never] ? true : false = true;
 */
export type Lacking<Ours, Theirs> = Ours extends string | number | boolean | null | undefined
  ? never
  : Ours extends readonly (infer One)[]
    ? Lacking<One, ElementOf<Theirs>>
    : Deep<Ours, OfTheKind<Ours, Theirs>>;

type Deep<Ours, Theirs> = {
  [Key in keyof Ours]-?: Key extends KeyOf<Theirs>
    ? Lacking<Ours[Key], NonNullable<ValueOf<Theirs, Key>>>
    : Key;
}[keyof Ours];

/** The members of a union that have the same `type`; all of one without types. */
type OfTheKind<Ours, Theirs> = Theirs extends { type: infer Type }
  ? Ours extends { type: infer Own }
    ? [Own & Type] extends [never]
      ? never
      : Theirs
    : Theirs
  : Theirs;

type ElementOf<List> = List extends readonly (infer One)[] ? One : never;
type KeyOf<Union> = Union extends unknown ? keyof Union : never;
type ValueOf<Union, Key> = Union extends unknown ? (Key extends keyof Union ? Union[Key] : never) : never;
