// The same trips from each format, on Polars.   formats_polars.cjs GLOB WARM load|three
const fs = require("fs");
const path = require("path");
const pl = require("nodejs-polars");

const say = line => console.log(JSON.stringify(line));

(async () => {
  const [files, warm, way] = process.argv.slice(2);
  const ending = path.basename(files).slice(1);
  const all = glob => fs.readdirSync(path.dirname(glob)).filter(f => f.endsWith(ending)).sort().map(f => path.join(path.dirname(glob), f));
  const isParquet = ending === ".parquet";
  const seconds = async work => {
    const start = performance.now(), before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    return { s: (performance.now() - start) / 1e3, cpu: (user + system) / 1e6 };
  };
  const read = f => isParquet ? pl.readParquet(f) : pl.readCSV(f);
  const scan = f => isParquet ? pl.scanParquet(f) : pl.scanCSV(f);
  const load = glob => pl.concat(all(glob).map(read));
  const three = glob => pl.concat(all(glob).map(f => scan(f).select("payment_type", "fare_amount", "tip_amount"))).groupBy("payment_type")
    .agg(pl.col("fare_amount").count().alias("n"), pl.col("fare_amount").sum().alias("sum"), pl.col("tip_amount").mean().alias("mean")).collect();
  const work = way === "load" ? load : three;
  await work(warm);
  say({ op: "start", version: `Polars ${require("nodejs-polars/package.json").version} for Node, Node ${process.versions.node}` });
  say({ op: way, ask: 0, ...await seconds(() => work(files)) });
  say({ op: "end" });
})();
