// A type and a value as the C# side writes them: text that tells every bit.
import { Precision, TimeUnit, Type } from 'apache-arrow';

export function typeName(type) {
  switch (type.typeId) {
    case Type.Bool: return 'bool';
    case Type.Int: return `${type.isSigned ? '' : 'u'}int${type.bitWidth}`;
    case Type.Float: return type.precision === Precision.SINGLE ? 'float32' : 'float64';
    case Type.Utf8: return 'utf8';
    case Type.Decimal: return type.scale === 0 && type.bitWidth === 128 ? 'decimal128' : String(type);
    case Type.Date: return 'date32';
    case Type.Timestamp: {
      const unit = { [TimeUnit.SECOND]: 's', [TimeUnit.MILLISECOND]: 'ms', [TimeUnit.MICROSECOND]: 'us', [TimeUnit.NANOSECOND]: 'ns' }[type.unit];
      return type.timezone == null ? `timestamp[${unit}]` : `timestamp[${unit}, ${type.timezone}]`;
    }
    case Type.Dictionary: return `dictionary<${typeName(type.indices)}, ${typeName(type.dictionary)}>${type.isOrdered ? ' ordered' : ''}`;
    default: return String(type);
  }
}

export function float32Bits(value) {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return view.getUint32(0).toString(16).padStart(8, '0');
}

export function float64Bits(value) {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}

// The values of a vector of one chunk, read through apache-arrow; days and ticks are taken raw, as it would round them to milliseconds.
export function cells(vector) {
  const data = vector.data[0];
  const type = vector.type;
  const values = [];
  const dictionary = type.typeId === Type.Dictionary ? cells(data.dictionary) : null;
  for (let i = 0; i < vector.length; i++) {
    if (!vector.isValid(i)) {
      values.push(null);
      continue;
    }
    switch (type.typeId) {
      case Type.Dictionary:
        values.push(dictionary[Number(data.values[i])]);
        if (type.dictionary.typeId === Type.Utf8 && vector.get(i) !== values.at(-1)) throw new Error(`row ${i}: ${vector.get(i)}`);
        break;
      case Type.Float: {
        if (!Object.is(vector.get(i), data.values[i])) throw new Error(`row ${i}: ${vector.get(i)}`);
        const raw = data.values;
        values.push(type.precision === Precision.SINGLE
          ? new Uint32Array(raw.buffer, raw.byteOffset, raw.length)[i].toString(16).padStart(8, '0')
          : new BigUint64Array(raw.buffer, raw.byteOffset, raw.length)[i].toString(16).padStart(16, '0'));
        break;
      }
      case Type.Decimal: {
        const words = vector.get(i);
        values.push(String(BigInt.asIntN(128, words.reduceRight((whole, word) => whole << 32n | BigInt(word), 0n))));
        break;
      }
      case Type.Date:
      case Type.Timestamp:
        values.push(String(data.values[i]));
        break;
      default:
        values.push(String(vector.get(i)));
    }
  }
  return values;
}
