// A client of the door that shares no code with it: gRPC and Arrow as npm has them. node door.mjs ADDRESS TOKEN list | get JSON | put NAME JSON | hang JSON | speed JSON
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';
import { RecordBatchReader, Type } from 'apache-arrow';

const [address, token, action, ...words] = process.argv.slice(2);
const proto = protoLoader.loadSync(fileURLToPath(new URL('../Protocol/flight.proto', import.meta.url)), { keepCase: true, longs: Number, defaults: true });
const Service = grpc.loadPackageDefinition(proto).arrow.flight.protocol.FlightService;
const client = new Service(address.replace('grpc://', ''), grpc.credentials.createInsecure());
const metadata = new grpc.Metadata();
metadata.set('authorization', `Bearer ${token}`);

const info = json => new Promise((done, failed) =>
  client.GetFlightInfo({ type: 'CMD', cmd: Buffer.from(json) }, metadata, (error, reply) => error ? failed(error) : done(reply)));

async function* frames(json) {
  for (const endpoint of (await info(json)).endpoint)
    yield* client.DoGet(endpoint.ticket, metadata);
}

// As Arrow has it: a mark, the padded length, the metadata, the body.
function* parts(frame) {
  const header = frame.data_header;
  const padded = (header.length + 7) & ~7;
  const prefix = Buffer.alloc(8);
  prefix.writeUInt32LE(0xFFFFFFFF, 0);
  prefix.writeInt32LE(padded, 4);
  yield prefix;
  yield header;
  yield Buffer.alloc(padded - header.length);
  yield frame.data_body;
}

async function* bytes(json) {
  for await (const frame of frames(json))
    yield* parts(frame);
}

function cell(data, i, vector) {
  if (!vector.isValid(i))
    return 'null';
  const values = data.values;
  switch (data.type.typeId) {
    case Type.Float: {
      const view = new DataView(new ArrayBuffer(8));
      view.setFloat64(0, values[i]);
      return view.getBigUint64(0).toString(16).toUpperCase().padStart(16, '0');
    }
    case Type.Bool: return String(vector.get(i));
    case Type.Utf8: case Type.Dictionary: return `'${vector.get(i)}'`;
    default: return String(values[i]);
  }
}

const print = text => new Promise(done => process.stdout.write(`${text}\n`, done));

switch (action) {
  case 'list': {
    const names = [];
    for await (const flight of client.ListFlights({}, metadata))
      names.push(`${flight.flight_descriptor.path[0]} ${flight.total_records}`);
    await print(names.sort().join('\n'));
    break;
  }
  case 'get': {
    const reader = await RecordBatchReader.from(bytes(words[0]));
    await reader.open();
    const lines = [reader.schema.fields.map(f => f.name).join('|')];
    for await (const batch of reader) {
      const columns = batch.schema.fields.map((_, c) => batch.getChildAt(c));
      for (let i = 0; i < batch.numRows; i++)
        lines.push(columns.map(vector => cell(vector.data[0], i, vector)).join('|'));
    }
    await print(lines.join('\n'));
    break;
  }
  case 'put': {
    const told = await new Promise(async (done, failed) => {
      const call = client.DoPut(metadata);
      call.on('data', reply => done(reply.app_metadata.toString()));
      call.on('error', failed);
      let first = true;
      for await (const frame of frames(words[1])) {
        if (first)
          frame.flight_descriptor = { type: 'PATH', path: [words[0]] };
        first = false;
        if (!call.write(frame))
          await new Promise(drained => call.once('drain', drained));
      }
      call.end();
    });
    await print(told);
    break;
  }
  case 'hang': {
    for await (const frame of frames(words[0])) {
      await print(`read ${frame.data_body.length}`);
      await new Promise(() => setInterval(() => {}, 1000));
    }
    break;
  }
  case 'speed': {
    const start = process.hrtime.bigint();
    let count = 0;
    for await (const frame of frames(words[0]))
      count += frame.data_body.length;
    await print(JSON.stringify({ bytes: count, seconds: Number(process.hrtime.bigint() - start) / 1e9 }));
    break;
  }
}
client.close();
