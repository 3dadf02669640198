import type { DataMatch, DataStep } from '../history-conditions.js';
import type { SqlText } from '../sql-text.js';

/** The condition on a value inside the data of event `e`; a key finds members of objects alone, an index those of lists. */
export function dataSql(sql: SqlText, path: readonly DataStep[], any: readonly DataMatch[]): string {
  const steps = path.map((step) => sql.value(step, typeof step === 'number' ? 'int' : 'text'));
  const value = `(select ${['gateway_data(e.data)', ...steps].join(' -> ')} as v offset 0) as found`;
  const matches = any.flatMap((match) => (match.how === 'exists' ? [] : [matchSql(sql, match)]));
  const items = `jsonb_array_elements(case jsonb_typeof(v) when 'array' then v else jsonb_build_array(v) end)`;
  const inside = `exists (select 1 from ${items} as each_of(item)
    where jsonb_typeof(item) not in ('object', 'array') and (${matches.join(' or ')}))`;
  const exists = any.some(({ how }) => how === 'exists') ? [`jsonb_typeof(v) <> 'null'`] : [];
  const alternatives = [...exists, ...(matches.length === 0 ? [] : [inside])].join(' or ');
  return `exists (select 1 from ${value} where v is not null and (${alternatives}))`;
}

function matchSql(sql: SqlText, match: Exclude<DataMatch, { how: 'exists' }>): string {
  if (match.how !== 'within') return sql.text(`coalesce(item #>> '{}', 'null')`, match);
  const { from, to, open = false } = match;
  const [above, below] = open ? ['>', '<'] : ['>=', '<='];
  const number = `(item #>> '{}')::numeric`;
  const bounds = [
    ...(from === null ? [] : [`${number} ${above} ${sql.value(from, 'numeric')}`]),
    ...(to === null ? [] : [`${number} ${below} ${sql.value(to, 'numeric')}`]),
  ];
  return `case jsonb_typeof(item) when 'number' then ${bounds.join(' and ')} else false end`;
}
