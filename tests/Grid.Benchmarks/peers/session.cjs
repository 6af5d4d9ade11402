// What the Node peers share: how a session goes and how it tells its figures. See session.py, its twin.
const NUMERIC = ["VendorID", "passenger_count", "trip_distance", "RatecodeID", "PULocationID", "DOLocationID",
  "payment_type", "fare_amount", "extra", "mta_tax", "tip_amount", "tolls_amount", "improvement_surcharge", "total_amount"];

const say = line => console.log(JSON.stringify(line));

// Numbers by name; what is not a finite number is null.
function plain(answer) {
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => {
    const number = value === null ? NaN : Number(value);
    return [name, Number.isFinite(number) ? number : null];
  }));
}

const pairs = (make = (a, b) => [a, b]) => NUMERIC.flatMap((a, i) => NUMERIC.slice(i + 1).map(b => make(a, b)));

async function run(version, load, operations) {
  const [small, folder, asks] = process.argv.slice(2);
  const seconds = async work => {
    const start = performance.now();
    const result = await work();
    return [(performance.now() - start) / 1e3, result];
  };
  if (small !== "-")
    for (const { work, read } of Object.values(operations(await load(small)))) read(await work());
  say({ op: "start", version });
  const [s, table] = await seconds(() => load(folder));
  say({ op: "load", ask: 0, s });
  await new Promise(done => setTimeout(done, 1000));
  say({ op: "held" });
  for (const [op, { work, read }] of Object.entries(operations(table))) {
    for (let ask = 0; ask < +asks; ask++) {
      const [s, result] = await seconds(work);
      say({ op, ask, s, ...(ask === 0 ? { answer: plain(read(result)) } : {}) });
    }
  }
  say({ op: "end" });
}

module.exports = { NUMERIC, pairs, run };
