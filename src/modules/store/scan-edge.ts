/** Bytes of event data that one step of a scan reads, at most, beyond its first row: bodies may be large. */
const STEP_BYTES_MAX = 4 * 1024 * 1024;

interface EdgeQuery {
  /** `from` and `where` of the scan, with event `e` where its data is read. */
  readonly rows: string;
  /** Expressions of a position's columns by their names, those that order the scan first and in order. */
  readonly columns: Readonly<Record<string, string>>;
  /** Number of columns that order the scan. */
  readonly ordering: number;
  readonly order: 'desc' | 'asc';
  readonly rowsMax: number;
  /** True where the step reads the data of events: it ends at {@link STEP_BYTES_MAX}, too. */
  readonly readsData: boolean;
}

/** Finds the last row that a step of a scan examines; no row where no more than these are left. */
export function edgeSql({ rows, columns, ordering, order, rowsMax, readsData }: EdgeQuery): string {
  const names = Object.keys(columns);
  const selected = names.map((name) => `${columns[name]} as "${name}"`).join(', ');
  const by = (of: (name: string) => string): string =>
    names
      .slice(0, ordering)
      .map((name) => `${of(name)} ${order}`)
      .join(', ');
  const inOrder = `order by ${by((name) => columns[name]!)}`;
  if (!readsData) return `select ${selected} ${rows} ${inOrder} limit 1 offset ${rowsMax}`;
  const quoted = names.map((name) => `"${name}"`).join(', ');
  const window = `(order by ${by((name) => `"${name}"`)} rows unbounded preceding)`;
  return `select ${quoted} from (
      select ${quoted}, row_number() over ${window} as nth, sum(size) over ${window} as bytes from (
        select ${selected}, e.size ${rows} ${inOrder} limit ${rowsMax + 1}) as read) as summed
    where nth > ${rowsMax} or bytes > ${STEP_BYTES_MAX} order by nth limit 1`;
}
