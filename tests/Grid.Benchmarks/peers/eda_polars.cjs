// The exploration on Polars, in memory.   eda_polars.cjs SMALL_FOLDER|- FOLDER ASKS
// Dates are parsed by a given format: to let the CSV reader guess it is several times slower.
const pl = require("nodejs-polars");
const path = require("path");
const { NUMERIC, pairs, run } = require("./session.cjs");

const c = pl.col;
const QUARTILES = [0.25, 0.5, 0.75];
const TAILS = [0.01, 0.25, 0.5, 0.75, 0.99];

function load(folder) {
  return pl.scanCSV(path.join(folder, "*.csv"), { inferSchemaLength: 10000 })
    .withColumns(...["tpep_pickup_datetime", "tpep_dropoff_datetime"].map(name =>
      c(name).str.strptime(pl.Datetime("ms"), "%Y-%m-%d %H:%M:%S").alias(name)))
    .collectSync();
}

const one = (t, expressions) => t.lazy().select(...expressions).collectSync();
const first = table => table.toRecords()[0];

// What Python Polars' describe() asks for; the node binding's own has no count and no quartiles.
const describe = (t, shares) => ({
  work: () => one(t, NUMERIC.flatMap(n => [
    c(n).count().alias(`${n}:count`), c(n).mean().alias(`${n}:mean`), c(n).std().alias(`${n}:std`), c(n).min().alias(`${n}:min`),
    ...shares.map(q => c(n).quantile(q, "linear").alias(`${n}:p${Math.round(q * 100)}`)), c(n).max().alias(`${n}:max`)])),
  read: first,
});

const groups = (t, key, value, name, aggregate) => ({
  work: () => t.lazy().filter(c(key).isNotNull()).groupBy(key)
    .agg(aggregate(c(value)).alias(name), c(value).count().alias("count")).collectSync(),
  read: table => Object.fromEntries(table.toRecords().flatMap(r => [[`${r[key]}:${name}`, r[name]], [`${r[key]}:count`, r.count]])),
});

run(`Polars (nodejs-polars ${require("nodejs-polars/package.json").version}), Node ${process.versions.node}`, load, t => ({
  describe: describe(t, QUARTILES),
  describe_tails: describe(t, TAILS),
  groupby_vendor: groups(t, "VendorID", "trip_distance", "sum", e => e.sum()),
  groupby_zone: groups(t, "PULocationID", "fare_amount", "mean", e => e.mean()),
  missing: { work: () => t.nullCount(), read: first },
  corr: { work: () => one(t, pairs((a, b) => pl.pearsonCorr(a, b).alias(`${a}~${b}`))), read: first },
  filter_mean: {
    work: () => t.lazy().filter(c("trip_distance").gtEq(1).and(c("trip_distance").ltEq(10)).and(c("fare_amount").gt(0)))
      .select(c("tip_amount").div(c("fare_amount")).mean().alias("mean")).collectSync(),
    read: first,
  },
  value_counts: {
    work: () => t.lazy().filter(c("payment_type").isNotNull()).groupBy("payment_type").agg(c("payment_type").count().alias("n")).collectSync(),
    read: table => Object.fromEntries(table.toRecords().map(r => [String(r.payment_type), r.n])),
  },
})).catch(fault => {
  console.error(fault);
  process.exit(1);
});
