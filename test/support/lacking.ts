/**
 * Names of properties of a message, however deep, that the types of other people lack; `never` where these have all. TypeScript lets an
 * object have more properties than a type that it is assigned to, so that assigning alone finds none of them.
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

/**
 * True where the types of other people have all properties of a message.
 *
 * @example const isKnown: Knows<TheirMessage, SlackMessage> = true;
 */
export type Knows<Theirs, Ours> = [Lacking<Ours, Theirs>] extends [never] ? true : false;

/** The members of a union that have the same `type`, also where that is a member of an enum; all of one without types. */
type OfTheKind<Ours, Theirs> = Theirs extends { type: infer Type extends string | number }
  ? Ours extends { type: infer Own extends string | number }
    ? [`${Own}` & `${Type}`] extends [never]
      ? never
      : Theirs
    : Theirs
  : Theirs;

type ElementOf<List> = List extends readonly (infer One)[] ? One : never;
type KeyOf<Union> = Union extends unknown ? keyof Union : never;
type ValueOf<Union, Key> = Union extends unknown ? (Key extends keyof Union ? Union[Key] : never) : never;
