// node read.mjs PATH: what apache-arrow finds in an Arrow stream or file, as JSON.
import { readFileSync } from 'node:fs';
import { RecordBatchReader } from 'apache-arrow';
import { cells, typeName } from './cells.mjs';

const reader = RecordBatchReader.from(readFileSync(process.argv[2])).open();
const fields = reader.schema.fields.map(f => ({ name: f.name, type: typeName(f.type), nullable: f.nullable }));
const batches = [];
for (const batch of reader) {
  batches.push({
    rows: batch.numRows,
    columns: batch.schema.fields.map((_, i) => {
      const vector = batch.getChildAt(i);
      return { nulls: vector.nullCount, cells: vector.data.length === 1 ? cells(vector) : [] };
    }),
  });
}
console.log(JSON.stringify({ fields, batches }));
