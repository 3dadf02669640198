/** Lists that a view may show. */
export type ViewPage = 'events' | 'deliveries';

/** A query of a list under a name. */
export interface ViewDraft {
  readonly page: ViewPage;
  readonly name: string;
  /** The query, in the query language of lists. */
  readonly query: string;
}

export interface StoredView extends ViewDraft {
  readonly id: string;
  /** The person who saved it last, as in the audit log. */
  readonly actor: string;
  /** Unix ms. */
  readonly createdAt: number;
  /** Unix ms. */
  readonly updatedAt: number;
}

/** Views that are kept, at most. */
export const VIEWS_MAX = 200;

/** The result of saving a view; a refusal changes nothing. `taken`: another view of the page has the name, whatever its case; `changed`: it is no longer as it was read. */
export type SavedView =
  | { readonly kind: 'saved'; readonly view: StoredView }
  | { readonly kind: 'taken' | 'full' | 'missing' | 'changed' };

/** The views that operators saved, for all of them. */
export abstract class ViewStore {
  /** Lists all views, by page and name. */
  abstract list(): Promise<StoredView[]>;

  /** Stores a new view. One that is there with the same name and query is returned as it is. */
  abstract add(id: string, draft: ViewDraft, actor: string): Promise<SavedView>;

  /** Replaces a view that is still as it was read. */
  abstract replace(before: StoredView, draft: ViewDraft, actor: string): Promise<SavedView>;

  /** Returns the view that was removed; null where there was none. */
  abstract remove(id: string): Promise<StoredView | null>;
}
