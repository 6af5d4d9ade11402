// The tasks of the group-by and join benchmark on DuckDB, in memory.   dbbench_duckdb.cjs FILE ANSWERS ASKS TASKS JOINS
const { DuckDBInstance } = require("@duckdb/node-api");
const fs = require("fs");
const os = require("os");
const path = require("path");

const say = line => console.log(JSON.stringify(line));

(async () => {
  const [file, answers, asks, tasks, joins] = process.argv.slice(2);
  const db = await (await DuckDBInstance.create(":memory:")).connect();
  await db.run(`set threads = ${os.availableParallelism()}`);
  const version = (await (await db.run("select version() v")).getRowObjects())[0].v;
  say({ op: "start", version: `DuckDB ${version}, Node ${process.versions.node}` });
  const seconds = async statements => {
    const start = performance.now(), before = process.cpuUsage();
    for (const sql of statements)
      await db.run(sql);
    const { user, system } = process.cpuUsage(before);
    return { s: (performance.now() - start) / 1e3, cpu: (user + system) / 1e6 };
  };
  const ask = async ({ q, sql, check, order, join }) => {
    for (let ask = 0; ask < +asks; ask++) {
      await db.run("drop table if exists ans");
      say({ op: q, ask, ...await seconds([`create table ans as ${sql}`]) });
      if (ask === 0)
        await db.run(`copy (select * from ${check ? `(${check})` : "ans"} order by ${order.join(", ")}) to '${path.join(answers, `duckdb-${q}.csv`)}' (header ${join && !check})`);
    }
  };
  say({ op: "load", ask: 0, ...await seconds([`create table t as select * from read_csv('${file}')`]) });
  await new Promise(done => setTimeout(done, 500));
  say({ op: "held" });
  const asked = JSON.parse(fs.readFileSync(tasks));
  for (const task of asked.filter(t => !t.join))
    await ask(task);
  if (asked.some(t => t.join)) {
    await db.run("drop table t");
    say({ op: "load of joins", ask: 0, ...await seconds(["x", "small", "medium", "big"].map(t => `create table ${t} as select * from read_csv('${joins}${t}.csv')`)) });
    for (const task of asked.filter(t => t.join))
      await ask(task);
  }
  say({ op: "end" });
})();
