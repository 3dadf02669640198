/** A value of a term. A quoted one is taken as it is written: no `*`, `>` or `..` in it means anything. */
export interface QueryValue {
  readonly text: string;
  readonly quoted: boolean;
  /** Column at which the value begins, from 1. */
  readonly column: number;
}

/** One condition of a query, as it is written: `-status:429,503`, `data.parameters.country:fr`, `"a text"`. */
export interface QueryTerm {
  readonly not: boolean;
  /** Field; null: a text to find anywhere. */
  readonly field: string | null;
  /** Keys and list indexes below `data`; null for any other field. */
  readonly path: readonly (string | number)[] | null;
  /** Alternatives, at least one. */
  readonly values: readonly QueryValue[];
  /** Column at which the term begins, from 1. */
  readonly column: number;
}

/** A fault of a query and its place: a column from 1. */
export interface QueryFault {
  readonly column: number;
  readonly message: string;
}

export interface ParsedQuery {
  readonly terms: readonly QueryTerm[];
  readonly faults: readonly QueryFault[];
}

/** Characters of a query, terms of it, values of a term and steps of a path, at most. */
export const QUERY_MAX = 1_000;
export const TERMS_MAX = 20;
export const VALUES_MAX = 20;
export const PATH_MAX = 10;
