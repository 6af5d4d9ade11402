using System.Buffers.Text;
using System.Globalization;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>The values of a column as text, one by one.</summary>
internal abstract class Cells(Column column, byte[] missing)
{
    /// <summary>A dictionary of more values than so many times the rows is not worth writing as a whole, though other batches share it.</summary>
    private const int ValuesPerRow = 8;

    private readonly bool _isNullable = column.NullCount > 0;

    /// <summary>The cells of a column of a logical type, in any encoding.</summary>
    public static Cells Of(Column column, DataType type, CellStyle style)
    {
        if (column is DictionaryColumn { Values.Length: var count } coded && count < (long)ValuesPerRow * column.Length)
            return new CodedCells(coded, style.Texts.GetValue(coded.Values, values => new CodedText(Of(values, type, style), values.Length)), style.Null);
        column = PlainColumn.Of(column, type.Logical);
        if (column is Utf8Column texts)
            return new TextCells(texts, style);
        var cells = Values(column, type, style);
        return style.HasNullValues ? new UnlikeNullCells(column, cells, style) : cells;
    }

    private static Cells Values(Column column, DataType type, CellStyle style)
    {
        return column switch
        {
            BoolColumn c => new BoolCells(c, style.Null),
            PrimitiveColumn<double> c => new DoubleCells(c, style),
            PrimitiveColumn<long> { Type: TimestampType } c => new MomentCells<long>(c, style),
            PrimitiveColumn<int> { Type.Id: TypeId.Date32 } c => new MomentCells<int>(c, style),
            PrimitiveColumn<long> c => new WholeCells<long>(c, style.Null),
            PrimitiveColumn<ulong> c => new WholeCells<ulong>(c, style.Null),
            PrimitiveColumn<Int128> c => new WholeCells<Int128>(c, style.Null),
            _ => throw new NotSupportedException($"Values of {type} have no form as text."),
        };
    }

    /// <summary>Writes a row's value.</summary>
    public void Write(int row, Utf8Lines to)
    {
        if (_isNullable && !column.IsValid(row))
            to.Add(missing);
        else
            WriteValue(row, to);
    }

    protected abstract void WriteValue(int row, Utf8Lines to);

    private sealed class CodedCells(DictionaryColumn column, CodedText values, byte[] missing) : Cells(column, missing)
    {
        private readonly int[] _codes = PlainColumn.Codes(column);

        protected override void WriteValue(int row, Utf8Lines to) => to.Add(values[_codes[row]]);
    }

    /// <summary>Values that would be null where they are read again have a blank before them: it is no part of a value that is not a text.</summary>
    private sealed class UnlikeNullCells(Column column, Cells values, CellStyle style) : Cells(column, style.Null)
    {
        protected override void WriteValue(int row, Utf8Lines to)
        {
            int start = to.Length;
            values.WriteValue(row, to);
            while (style.IsNullWord(to.Written.Span[start..]))
            {
                byte[] written = to.Written[start..].ToArray();
                to.Take(-written.Length);
                to.Add((byte)' ');
                to.Add(written);
            }
        }
    }

    private sealed class BoolCells(BoolColumn column, byte[] missing) : Cells(column, missing)
    {
        protected override void WriteValue(int row, Utf8Lines to) => to.Add(column.Values[row] ? "true"u8 : "false"u8);
    }

    private sealed class WholeCells<T>(PrimitiveColumn<T> column, byte[] missing) : Cells(column, missing) where T : unmanaged, IUtf8SpanFormattable
    {
        protected override void WriteValue(int row, Utf8Lines to)
        {
            column.Values[row].TryFormat(to.Room(48), out int length, default, CultureInfo.InvariantCulture);
            to.Take(length);
        }
    }

    /// <summary>The shortest digits that read back as the same double; with a point or an exponent, so that they are no whole number.</summary>
    private sealed class DoubleCells(PrimitiveColumn<double> column, CellStyle style) : Cells(column, style.Null)
    {
        protected override void WriteValue(int row, Utf8Lines to)
        {
            double value = column.Values[row];
            if (!double.IsFinite(value))
            {
                to.Add(double.IsNaN(value) ? style.NaN : value > 0 ? style.Infinity : style.MinusInfinity);
                return;
            }
            var room = to.Room(48);
            Utf8Formatter.TryFormat(value, room, out int length);
            to.Take(length);
            if (room[..length].IndexOfAny((byte)'.', (byte)'E') < 0)
                to.Add(".0"u8);
        }
    }

    private sealed class MomentCells<T>(PrimitiveColumn<T> column, CellStyle style) : Cells(column, style.Null) where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        protected override void WriteValue(int row, Utf8Lines to)
        {
            if (style.QuotesMoments)
                to.Add((byte)'"');
            to.Take(MomentText.Format(column.Type.Logical, long.CreateTruncating(column.Values[row]), to.Room(MomentText.Longest)));
            if (style.QuotesMoments)
                to.Add((byte)'"');
        }
    }

    private sealed class TextCells(Utf8Column column, CellStyle style) : Cells(column, style.Null)
    {
        protected override void WriteValue(int row, Utf8Lines to) => style.WriteText(column[row], to);
    }
}
