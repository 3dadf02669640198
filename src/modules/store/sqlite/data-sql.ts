import type { DataMatch, DataStep } from '../history-conditions.js';
import type { SqlText } from '../sql-text.js';

/** The data of event `e`; null where SQLite cannot read it, because it is nested more deeply than SQLite allows. */
const DATA = 'case when json_valid(e.data) then e.data end';

/** A plain value as text: as JSON writes it, a text without its quotes. */
const TEXT = `case j.type when 'true' then 'true' when 'false' then 'false' when 'null' then 'null'
  else cast(j.atom as text) end`;

/** The condition on a value inside the data of event `e`; a key finds members of objects alone, an index those of lists. */
export function dataSql(sql: SqlText, path: readonly DataStep[], any: readonly DataMatch[]): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `."${step}"`));
  const at = sql.value(`$${steps.join('')}`, 'text');
  const matches = any.flatMap((match) => (match.how === 'exists' ? [] : [matchSql(sql, match)]));
  const type = `ifnull(json_type(${DATA}, ${at}), 'null')`;
  // A list has its members as rows, and a plain value itself; an object would have its members, too.
  const inside = `(${type} <> 'object' and exists (
    select 1 from json_each(${DATA}, ${at}) as j where j.type not in ('object', 'array') and (${matches.join(' or ')})))`;
  const exists = any.some(({ how }) => how === 'exists') ? [`${type} <> 'null'`] : [];
  return `(${[...exists, ...(matches.length === 0 ? [] : [inside])].join(' or ')})`;
}

function matchSql(sql: SqlText, match: Exclude<DataMatch, { how: 'exists' }>): string {
  if (match.how !== 'within') return sql.text(`(${TEXT})`, match);
  const { from, to, open = false } = match;
  const [above, below] = open ? ['>', '<'] : ['>=', '<='];
  const bounds = [
    ...(from === null ? [] : [`j.atom ${above} ${sql.value(from, 'numeric')}`]),
    ...(to === null ? [] : [`j.atom ${below} ${sql.value(to, 'numeric')}`]),
  ];
  return `(j.type in ('integer', 'real') and ${bounds.join(' and ')})`;
}
