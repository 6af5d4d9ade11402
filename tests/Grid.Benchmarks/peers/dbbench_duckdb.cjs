// The tasks of the group-by benchmark on DuckDB, in memory.   dbbench_duckdb.cjs FILE ANSWERS ASKS TASKS
const { DuckDBInstance } = require("@duckdb/node-api");
const fs = require("fs");
const os = require("os");
const path = require("path");

const say = line => console.log(JSON.stringify(line));

(async () => {
  const [file, answers, asks, tasks] = process.argv.slice(2);
  const db = await (await DuckDBInstance.create(":memory:")).connect();
  await db.run(`set threads = ${os.availableParallelism()}`);
  const version = (await (await db.run("select version() v")).getRowObjects())[0].v;
  say({ op: "start", version: `DuckDB ${version}, Node ${process.versions.node}` });
  const seconds = async sql => {
    const start = performance.now(), before = process.cpuUsage();
    await db.run(sql);
    const { user, system } = process.cpuUsage(before);
    return { s: (performance.now() - start) / 1e3, cpu: (user + system) / 1e6 };
  };
  say({ op: "load", ask: 0, ...await seconds(`create table t as select * from read_csv('${file}')`) });
  await new Promise(done => setTimeout(done, 500));
  say({ op: "held" });
  for (const { q, sql, keys } of JSON.parse(fs.readFileSync(tasks))) {
    for (let ask = 0; ask < +asks; ask++) {
      say({ op: q, ask, ...await seconds(`create or replace table ans as ${sql}`) });
      if (ask === 0)
        await db.run(`copy (select * from ans order by ${keys.join(", ")}) to '${path.join(answers, `duckdb-${q}.csv`)}' (header false)`);
    }
  }
  say({ op: "end" });
})();
