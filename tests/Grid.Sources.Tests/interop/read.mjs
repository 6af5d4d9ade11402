// Prints the cells of a Parquet or Arrow file, column by column, as Polars reads them: doubles by their bits, moments as days or ticks.
import { readFileSync } from 'node:fs';
import pl from 'nodejs-polars';

const bytes = readFileSync(process.argv[2]);
const frame = process.argv[2].endsWith('.parquet') ? pl.readParquet(bytes) : pl.readIPC(bytes);
const view = new DataView(new ArrayBuffer(8));
const bits = value => {
  if (Number.isNaN(value)) return 'NaN';
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).toUpperCase().padStart(16, '0');
};
const cells = column => {
  const type = `${column.dtype}`;
  if (type.includes('Float64')) return column.toArray().map(v => (v === null ? null : bits(v)));
  if (type.includes('String') || type.includes('Bool')) return column.toArray();
  const whole = type.includes('Date') ? column.cast(type.includes('Datetime') ? pl.Int64 : pl.Int32) : column;
  return whole.cast(pl.Utf8).toArray();
};
console.log(JSON.stringify(frame.columns.map(name => ({ type: `${frame.getColumn(name).dtype}`, cells: cells(frame.getColumn(name)) }))));
