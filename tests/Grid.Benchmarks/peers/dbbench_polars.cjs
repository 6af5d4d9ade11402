// The tasks of the group-by and join benchmark on Polars, eager.   dbbench_polars.cjs FILE ANSWERS ASKS TASKS JOINS
const fs = require("fs");
const pl = require("nodejs-polars");

const say = line => console.log(JSON.stringify(line));
const C = pl.col;

const questions = {
  q1: d => d.groupBy("id1").agg(C("v1").sum()),
  q2: d => d.groupBy(["id1", "id2"]).agg(C("v1").sum()),
  q3: d => d.groupBy("id3").agg(C("v1").sum(), C("v3").mean()),
  q4: d => d.groupBy("id4").agg(C("v1").mean(), C("v2").mean(), C("v3").mean()),
  q5: d => d.groupBy("id6").agg(C("v1").sum(), C("v2").sum(), C("v3").sum()),
  q6: d => d.groupBy(["id4", "id5"]).agg(C("v3").median().alias("med"), C("v3").std().alias("sd")),
  q7: d => d.groupBy("id3").agg(C("v1").max().sub(C("v2").min()).alias("rng")),
  q10: d => d.groupBy(["id1", "id2", "id3", "id4", "id5", "id6"]).agg(C("v3").sum(), C("v1").count()),
  zones: d => d.groupBy(["id4", "id6"]).agg(C("v3").mean(), C("v2").nUnique(), C("v3").std().alias("sd")),
};

// The tables are x, small, medium and big; a key of both sides is one column.
const joins = {
  j1: t => t.x.join(t.small, { on: "id1" }),
  j2: t => t.x.join(t.medium, { on: "id2" }),
  j3: t => t.x.join(t.medium, { on: "id2", how: "left" }),
  j4: t => t.x.join(t.medium, { on: "id5" }),
  j5: t => t.x.join(t.big, { on: "id3" }),
};
const sums = d => d.select(C("id3").count(), C("v1").sum(), C("v2").sum());
for (const q of Object.keys(joins))
  joins[`${q} sums`] = t => sums(joins[q](t));

(async () => {
  const [file, , asks, tasks, tables] = process.argv.slice(2);
  const seconds = work => {
    const start = performance.now(), before = process.cpuUsage();
    const result = work();
    const { user, system } = process.cpuUsage(before);
    return [{ s: (performance.now() - start) / 1e3, cpu: (user + system) / 1e6 }, result];
  };
  say({ op: "start", version: `Polars ${require("nodejs-polars/package.json").version} for Node, Node ${process.versions.node}` });
  let [time, table] = seconds(() => pl.readCSV(file));
  say({ op: "load", ask: 0, ...time });
  await new Promise(done => setTimeout(done, 500));
  say({ op: "held" });
  const asked = JSON.parse(fs.readFileSync(tasks)).map(t => t.q);
  for (const q of asked.filter(q => questions[q])) {
    for (let ask = 0; ask < +asks; ask++)
      say({ op: q, ask, ...seconds(() => questions[q](table))[0] });
  }
  if (asked.some(q => joins[q])) {
    [time, table] = seconds(() => Object.fromEntries(["x", "small", "medium", "big"].map(t => [t, pl.readCSV(`${tables}${t}.csv`)])));
    say({ op: "load of joins", ask: 0, ...time });
    for (const q of asked.filter(q => joins[q])) {
      for (let ask = 0; ask < +asks; ask++)
        say({ op: q, ask, ...seconds(() => joins[q](table))[0] });
    }
  }
  say({ op: "end" });
})();
