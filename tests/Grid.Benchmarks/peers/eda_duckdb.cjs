// The exploration on DuckDB, in memory.   eda_duckdb.cjs SMALL_FOLDER|- FOLDER ASKS
const { DuckDBInstance } = require("@duckdb/node-api");
const path = require("path");
const { NUMERIC, pairs, run } = require("./session.cjs");

const QUARTILES = [0.25, 0.5, 0.75];
const TAILS = [0.01, 0.25, 0.5, 0.75, 0.99];

(async () => {
  const db = await (await DuckDBInstance.create(":memory:")).connect();
  const rows = async sql => (await db.runAndReadAll(sql)).getRowObjects();
  const version = (await rows("SELECT version() AS v"))[0].v;
  let tables = 0;

  async function load(folder) {
    const name = `t${tables++}`;
    await db.run(`CREATE TABLE ${name} AS SELECT * FROM read_csv('${path.join(folder, "*.csv")}')`);
    return name;
  }

  const describe = (t, shares) => ({
    work: () => rows("SELECT " + NUMERIC.map(c => `count(${c}) AS "${c}:count", avg(${c}) AS "${c}:mean", stddev_samp(${c}) AS "${c}:std",
      min(${c}) AS "${c}:min", quantile_cont(${c}, [${shares}]) AS "${c}:p", max(${c}) AS "${c}:max"`).join(", ") + ` FROM ${t}`),
    read: ([row]) => Object.fromEntries(Object.entries(row).flatMap(([name, value]) => name.endsWith(":p")
      ? shares.map((share, i) => [`${name}${Math.round(share * 100)}`, value.items[i]])
      : [[name, value]])),
  });

  const groups = (t, key, value, first) => ({
    work: () => rows(`SELECT ${key} AS key, ${first}(${value}) AS first, count(${value}) AS n FROM ${t} WHERE ${key} IS NOT NULL GROUP BY ${key} ORDER BY 1`),
    read: result => Object.fromEntries(result.flatMap(r => [[`${r.key}:${first === "avg" ? "mean" : first}`, r.first], [`${r.key}:count`, r.n]])),
  });

  await run(`DuckDB ${version}, Node ${process.versions.node}`, load, t => ({
    describe: describe(t, QUARTILES),
    describe_tails: describe(t, TAILS),
    groupby_vendor: groups(t, "VendorID", "trip_distance", "sum"),
    groupby_zone: groups(t, "PULocationID", "fare_amount", "avg"),
    missing: {
      work: () => rows(`SELECT count(*) - count(COLUMNS(*)) AS "\\0" FROM ${t}`),
      read: ([row]) => row,
    },
    corr: {
      work: () => rows("SELECT " + pairs((a, b) => `corr(${a}, ${b}) AS "${a}~${b}"`).join(", ") + ` FROM ${t}`),
      read: ([row]) => row,
    },
    filter_mean: {
      work: () => rows(`SELECT avg(tip_amount / fare_amount) AS mean FROM ${t} WHERE trip_distance BETWEEN 1 AND 10 AND fare_amount > 0`),
      read: ([row]) => row,
    },
    value_counts: {
      work: () => rows(`SELECT payment_type AS value, count(*) AS n FROM ${t} WHERE payment_type IS NOT NULL GROUP BY payment_type ORDER BY n DESC`),
      read: result => Object.fromEntries(result.map(r => [String(r.value), r.n])),
    },
  }));
})().catch(fault => {
  console.error(fault);
  process.exit(1);
});
