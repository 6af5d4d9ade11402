// The same trips from each format, on DuckDB.   formats_duckdb.cjs GLOB WARM load|three, or GLOB - write FILE CODEC
const { DuckDBInstance } = require("@duckdb/node-api");
const os = require("os");

const say = line => console.log(JSON.stringify(line));

(async () => {
  const [files, warm, way, to, codec] = process.argv.slice(2);
  const db = await (await DuckDBInstance.create(":memory:")).connect();
  await db.run(`set threads = ${os.availableParallelism()}`);
  const version = (await (await db.run("select version() v")).getRowObjects())[0].v;
  const table = files => files.endsWith("parquet") ? `read_parquet('${files}')` : `read_csv('${files}')`;
  const three = files => `create or replace table a as select payment_type, count(*), sum(fare_amount), avg(tip_amount) from ${table(files)} group by payment_type`;
  const load = files => `create or replace table t as select * from ${table(files)}`;
  const seconds = async sql => {
    const start = performance.now(), before = process.cpuUsage();
    await db.run(sql);
    const { user, system } = process.cpuUsage(before);
    return { s: (performance.now() - start) / 1e3, cpu: (user + system) / 1e6 };
  };
  if (way === "write")
    await db.run(`copy (select * from ${table(files)}) to '${to}' (format parquet, compression ${codec})`);
  else {
    const sql = way === "load" ? load : three;
    await db.run(sql(warm));
    say({ op: "start", version: `DuckDB ${version}, Node ${process.versions.node}` });
    say({ op: way, ask: 0, ...await seconds(sql(files)) });
  }
  say({ op: "end" });
})();
