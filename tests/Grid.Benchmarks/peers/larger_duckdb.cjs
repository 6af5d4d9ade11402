// A table larger than memory, on DuckDB: a table on disk under memory_limit.   larger_duckdb.cjs GLOB BYTES FOLDER
const { DuckDBInstance } = require("@duckdb/node-api");
const os = require("os");
const path = require("path");

const say = line => console.log(JSON.stringify(line));
const QUESTIONS = {
  groups: ["payment_type", "count(*) n, sum(fare_amount) fare, avg(tip_amount) tip"],
  zones: ["PULocationID", "avg(total_amount) total, max(tip_amount) most"],
  medians: ["payment_type", "median(fare_amount) middle"],
  distinct: [null, "count(distinct total_amount) \"distinct\""],
};

(async () => {
  const [files, bytes, folder] = process.argv.slice(2);
  const instance = await DuckDBInstance.create(path.join(folder, "trips.db"));
  const db = await instance.connect();
  await db.run(`set threads = ${os.availableParallelism()}`);
  await db.run(`set memory_limit = '${bytes}B'`);
  await db.run(`set temp_directory = '${path.join(folder, "temp")}'`);
  await db.run("set preserve_insertion_order = false");
  const version = (await (await db.run("select version() v")).getRowObjects())[0].v;
  const timed = async (op, ask, work) => {
    const start = performance.now(), before = process.cpuUsage();
    const answer = await work();
    const { user, system } = process.cpuUsage(before);
    say({ op, ask, s: (performance.now() - start) / 1e3, cpu: (user + system) / 1e6, answer });
  };
  say({ op: "start", version: `DuckDB ${version}, Node ${process.versions.node}` });
  await timed("open", 0, async () => { await db.run(`create table t as select * from read_csv('${files}')`); });
  for (const [op, [key, figures]] of Object.entries(QUESTIONS)) {
    for (const ask of [0, 1]) {
      await timed(op, ask, async () => {
        const sql = `select ${key ? `${key} k, ` : ""}${figures} from t where trip_distance > ${ask}${key ? ` and ${key} is not null group by ${key}` : ""}`;
        const rows = await (await db.run(sql)).getRowObjects();
        return Object.fromEntries(rows.flatMap(({ k, ...row }) => Object.entries(row).map(([name, value]) => [`${name} of ${k ?? "all"}`, value === null ? null : Number(value)])));
      });
    }
  }
  say({ op: "end" });
})();
