import { PostgresServer } from './postgres-server.ts';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
const s = await PostgresServer.start();
const d = await s.createDatabase();
await d.query(`create table events (id text collate "C" primary key, type text not null, size int not null, timestamp text not null, accepted_at bigint not null, content_hash text, bare boolean not null, data text not null)`);
await d.query(`create table deliveries (id uuid primary key, event_id text collate "C" not null, endpoint_id uuid not null, webhook_id text not null, position int not null, state text not null, attempts int not null, next_attempt_at bigint, lease_token text, lease_until bigint, created_at bigint not null, settled_at bigint, reason text)`);
await d.query(`create index on deliveries(event_id, position)`);
await d.query(`create index on deliveries(created_at) where state='sending'`);
const pool = new pg.Pool({ connectionString: d.url, max: 4 });
const ep = uuid();
const data = JSON.stringify({ job_id: 'x'.repeat(36), name: 'A job', a: 1, b: [1,2,3], url: 'https://x.example.com/'+'y'.repeat(200) });
const ev = () => { const id = uuid(); return { id, type: 'job.completed', size: data.length, timestamp: '2025-01-01T00:00:00.000Z', accepted_at: Date.now(), content_hash: null, bare: false, data, d: uuid() }; };
const ins = (from: string, from2: string) => `with given as (${from}), g2 as (${from2}), stored as (insert into events(id,type,size,timestamp,accepted_at,content_hash,bare,data) select id,type,size,timestamp,accepted_at,content_hash,bare,data from given order by id on conflict (id) do nothing returning id),
made as (insert into deliveries(id,event_id,endpoint_id,webhook_id,position,state,attempts,lease_token,lease_until,created_at) select g2.id, g2.event_id, g2.endpoint_id, g2.webhook_id, 0, 'sending', 0, g2.token, 1, g2.created_at from g2 join stored on stored.id=g2.event_id)
select id from stored`;
const J = ins(`select * from json_to_recordset($1::json) as g(id text,type text,size int,timestamp text,accepted_at bigint,content_hash text,bare boolean,data text)`,
 `select * from json_to_recordset($2::json) as g(id uuid, event_id text, endpoint_id uuid, webhook_id text, token text, created_at bigint)`);
const A = ins(`select * from unnest($1::text[],$2::text[],$3::int[],$4::text[],$5::bigint[],$6::text[],$7::boolean[],$8::text[]) as g(id,type,size,timestamp,accepted_at,content_hash,bare,data)`,
 `select * from unnest($9::uuid[],$10::text[],$11::uuid[],$12::text[],$13::text[],$14::bigint[]) as g(id, event_id, endpoint_id, webhook_id, token, created_at)`);
function bin(oid: number, vals: (string|number|boolean|null)[]): Buffer {
  let len = 20; const n = vals.length;
  for (const v of vals) len += 4 + (v === null ? 0 : oid===25||oid===2950 ? (oid===25? Buffer.byteLength(v as string): 16) : oid===20?8:oid===23?4:1);
  const b = Buffer.allocUnsafe(len); b.writeInt32BE(1,0); b.writeInt32BE(1,4); b.writeInt32BE(oid,8); b.writeInt32BE(n,12); b.writeInt32BE(1,16);
  let p=20;
  for (const v of vals) { if (v===null){ b.writeInt32BE(-1,p); p+=4; continue; }
   if (oid===25){ const l=b.write(v as string,p+4,'utf8'); b.writeInt32BE(l,p); p+=4+l; }
   else if (oid===2950){ b.writeInt32BE(16,p); b.write((v as string).replaceAll('-',''),p+4,'hex'); p+=20; }
   else if (oid===20){ b.writeInt32BE(8,p); b.writeBigInt64BE(BigInt(v as number),p+4); p+=12; }
   else if (oid===23){ b.writeInt32BE(4,p); b.writeInt32BE(v as number,p+4); p+=8; }
   else { b.writeInt32BE(1,p); b[p+4]= v?1:0; p+=5; } }
  return b;
}
type E = ReturnType<typeof ev>;
const kinds: Record<string,(c: pg.PoolClient, r: E[])=>Promise<unknown>> = {
  json: (c, r) => c.query({ name:'j', text: J, values: [JSON.stringify(r.map(({d,...e})=>e)), JSON.stringify(r.map((e)=>({id:e.d,event_id:e.id,endpoint_id:ep,webhook_id:'webhook_1',token:'abc:12',created_at:e.accepted_at})))] }),
  arr: (c, r) => c.query({ name:'a', text: A, values: [r.map(e=>e.id), r.map(e=>e.type), r.map(e=>e.size), r.map(e=>e.timestamp), r.map(e=>e.accepted_at), r.map(e=>e.content_hash), r.map(e=>e.bare), r.map(e=>e.data), r.map(e=>e.d), r.map(e=>e.id), r.map(()=>ep), r.map(()=>'webhook_1'), r.map(()=>'abc:12'), r.map(e=>e.accepted_at)] }),
  bin: (c, r) => c.query({ name:'b', text: A, values: [bin(25,r.map(e=>e.id)), bin(25,r.map(e=>e.type)), bin(23,r.map(e=>e.size)), bin(25,r.map(e=>e.timestamp)), bin(20,r.map(e=>e.accepted_at)), bin(25,r.map(e=>e.content_hash)), bin(16,r.map(e=>e.bare)), bin(25,r.map(e=>e.data)), bin(2950,r.map(e=>e.d)), bin(25,r.map(e=>e.id)), bin(2950,r.map(()=>ep)), bin(25,r.map(()=>'webhook_1')), bin(25,r.map(()=>'abc:12')), bin(20,r.map(e=>e.accepted_at))] }),
};
for (const round of [1,2]) for (const [k, f] of Object.entries(kinds)) for (const fl of [1,2,3]) for (const size of [100,400]) {
  const c0 = process.cpuUsage(); const t0 = performance.now(); let n = 0;
  await Promise.all(Array.from({length: fl}, async () => { const c = await pool.connect(); while (performance.now()-t0 < 1500) { const r = Array.from({length:size}, ev); await f(c, r); n += size; } c.release(); }));
  const cpu = process.cpuUsage(c0); if (round===2) console.log(k, 'inflight', fl, 'size', size, Math.round(n/(performance.now()-t0)*1000), 'events/s, client cpu us/event', Math.round((cpu.user+cpu.system)/n*10)/10);
}
await pool.end(); await s.stop();
