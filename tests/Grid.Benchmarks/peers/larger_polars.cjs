// A table larger than memory, on Polars: the CSV is scanned by the streaming engine.   larger_polars.cjs GLOB BYTES FOLDER
const fs = require("fs");
const path = require("path");
const pl = require("nodejs-polars");

const say = line => console.log(JSON.stringify(line));
const QUESTIONS = {
  groups: ["payment_type", ["fare_amount", "tip_amount"], () => [pl.col("payment_type").count().alias("n"), pl.col("fare_amount").sum().alias("fare"), pl.col("tip_amount").mean().alias("tip")]],
  zones: ["PULocationID", ["total_amount", "tip_amount"], () => [pl.col("total_amount").mean().alias("total"), pl.col("tip_amount").max().alias("most")]],
  medians: ["payment_type", ["fare_amount"], () => [pl.col("fare_amount").median().alias("middle")]],
  distinct: [null, ["total_amount"], () => [pl.col("total_amount").dropNulls().nUnique().alias("distinct")]],
};

(async () => {
  const [files] = process.argv.slice(2);
  const ending = path.basename(files).slice(1);
  const all = fs.readdirSync(path.dirname(files)).filter(f => f.endsWith(ending)).sort().map(f => path.join(path.dirname(files), f));
  const timed = async (op, ask, work) => {
    const start = performance.now(), before = process.cpuUsage();
    const answer = await work();
    const { user, system } = process.cpuUsage(before);
    say({ op, ask, s: (performance.now() - start) / 1e3, cpu: (user + system) / 1e6, answer });
  };
  say({ op: "start", version: `Polars ${require("nodejs-polars/package.json").version} for Node, Node ${process.versions.node}` });
  for (const [op, [key, columns, figures]] of Object.entries(QUESTIONS)) {
    for (const ask of [0, 1]) {
      await timed(op, ask, async () => {
        let frame = pl.concat(all.map(f => pl.scanCSV(f).select("trip_distance", ...(key ? [key] : []), ...columns))).filter(pl.col("trip_distance").gt(ask));
        frame = key ? frame.filter(pl.col(key).isNotNull()).groupBy(key).agg(...figures()) : frame.select(...figures());
        const rows = (await frame.collect({ streaming: true })).toRecords();
        return Object.fromEntries(rows.flatMap(({ [key]: k, ...row }) => Object.entries(row).map(([name, value]) => [`${name} of ${k ?? "all"}`, value === null ? null : Number(value)])));
      });
    }
  }
  say({ op: "end" });
})();
