// node write.mjs FOLDER: writes batches of every type with apache-arrow, as NAME.stream and NAME.file,
// and beside them, as NAME.json, what is in them.
import { writeFileSync } from 'node:fs';
import * as arrow from 'apache-arrow';
import { float32Bits, float64Bits, typeName } from './cells.mjs';

const folder = process.argv[2];
const isNull = i => i % 7 === 3;
const rows = 150;

function fixed(type, array, toCell = String) {
  const bitmap = new Uint8Array(Math.ceil(rows / 8));
  const expected = [];
  let nullCount = 0;
  for (let i = 0; i < rows; i++) {
    if (isNull(i)) nullCount++;
    else bitmap[i >> 3] |= 1 << (i & 7);
    expected.push(isNull(i) ? null : toCell(array[i]));
  }
  return { vector: arrow.makeVector(arrow.makeData({ type, length: rows, nullCount, data: array, nullBitmap: bitmap })), expected };
}

function general(type, make, toCell = String) {
  const values = Array.from({ length: rows }, (_, i) => isNull(i) ? null : make(i));
  return { vector: arrow.vectorFromArray(values, type), expected: values.map(v => v === null ? null : toCell(v)) };
}

const ints = (Kind, low, high) => Kind.from({ length: rows }, (_, i) => i % 3 === 0 ? low : i % 3 === 1 ? high : i % 100);
const longs = (Kind, low, high) => Kind.from({ length: rows }, (_, i) => i % 3 === 0 ? low : i % 3 === 1 ? high : BigInt(i));
const specials = [0, -0, NaN, Infinity, -Infinity, 1.5, 5e-324, 1e38];
const floats = Kind => Kind.from({ length: rows }, (_, i) => specials[i % 8]);
const text = i => ['', 'naïve €uro 🚕', 'x'.repeat(i), 'twelve chars'][i % 4];
const min = -(2n ** 63n), max = 2n ** 63n - 1n;
const ticks = () => longs(BigInt64Array, min, max);

const columns = {
  bool: general(new arrow.Bool(), i => i % 2 === 0),
  int8: fixed(new arrow.Int8(), ints(Int8Array, -128, 127)),
  int16: fixed(new arrow.Int16(), ints(Int16Array, -32768, 32767)),
  int32: fixed(new arrow.Int32(), ints(Int32Array, -2147483648, 2147483647)),
  int64: fixed(new arrow.Int64(), longs(BigInt64Array, min, max)),
  uint8: fixed(new arrow.Uint8(), ints(Uint8Array, 0, 255)),
  uint16: fixed(new arrow.Uint16(), ints(Uint16Array, 0, 65535)),
  uint32: fixed(new arrow.Uint32(), ints(Uint32Array, 0, 4294967295)),
  uint64: fixed(new arrow.Uint64(), longs(BigUint64Array, 0n, 2n ** 64n - 1n)),
  float32: fixed(new arrow.Float32(), floats(Float32Array), float32Bits),
  float64: fixed(new arrow.Float64(), floats(Float64Array), float64Bits),
  utf8: general(new arrow.Utf8(), text),
  largeUtf8: general(new arrow.LargeUtf8(), text),
  utf8View: general(new arrow.Utf8View(), text),
  date32: fixed(new arrow.DateDay(), ints(Int32Array, -100000, 100000)),
  seconds: fixed(new arrow.TimestampSecond(), ticks()),
  millis: fixed(new arrow.TimestampMillisecond('Europe/Berlin'), ticks()),
  micros: fixed(new arrow.TimestampMicrosecond('+02:00'), ticks()),
  nanos: fixed(new arrow.TimestampNanosecond('UTC'), ticks()),
  dictionary8: general(new arrow.Dictionary(new arrow.Utf8(), new arrow.Uint8()), text),
  dictionary32: general(new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32()), i => `value ${i % 20}`),
  dictionaryOrdered: general(new arrow.Dictionary(new arrow.Utf8(), new arrow.Int8(), null, true), i => ['low', 'medium', 'high'][i % 3]),
  dictionaryNumbers: general(new arrow.Dictionary(new arrow.Float64(), new arrow.Int16()), i => i % 5 / 2, float64Bits),
};

const gridTypes = { largeUtf8: 'utf8', utf8View: 'utf8' };

function save(name, table, expected, formats = ['stream', 'file']) {
  for (const format of formats)
    writeFileSync(`${folder}/${name}.${format}`, arrow.tableToIPC(table, format));
  const fields = table.schema.fields.map(f => ({ name: f.name, type: gridTypes[f.name] ?? typeName(f.type) }));
  writeFileSync(`${folder}/${name}.json`, JSON.stringify({ fields, cells: expected }));
}

const whole = new arrow.Table(Object.fromEntries(Object.entries(columns).map(([name, c]) => [name, c.vector])));
const expected = Object.values(columns).map(c => c.expected);
save('whole', whole, expected);

// apache-arrow 21.2 cuts the views of a sliced Utf8View column short when it writes them, so that one is left out here.
const sliceable = whole.select(Object.keys(columns).filter(name => name !== 'utf8View'));
const sliceableExpected = Object.entries(columns).filter(([name]) => name !== 'utf8View').map(([, c]) => c.expected);
save('slice', sliceable.slice(11, 130), sliceableExpected.map(c => c.slice(11, 130)));
save('empty', sliceable.slice(0, 0), sliceableExpected.map(() => []));
save('batches', sliceable.slice(5, 70).concat(sliceable.slice(70, 71), sliceable.slice(90, 150)),
  sliceableExpected.map(c => [...c.slice(5, 71), ...c.slice(90, 150)]));

// A dictionary that grows from batch to batch, which apache-arrow writes as additions (deltas).
const type = new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32());
const builder = arrow.makeBuilder({ type, nullValues: [null] });
const grown = [];
const chunks = [['a', 'b', null], ['b', 'c'], ['d', null, 'a']].map(values => {
  values.forEach(v => builder.append(v));
  grown.push(...values);
  return builder.flush();
});
const schema = new arrow.Schema([new arrow.Field('growing', type, true)]);
const batches = chunks.map(c => new arrow.RecordBatch(schema, arrow.makeData({ type: new arrow.Struct(schema.fields), length: c.length, nullCount: 0, children: [c] })));
save('growing', new arrow.Table(batches), [grown]);
