using System.Numerics;
using System.Numerics.Tensors;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>Takes the column of each batch, of whatever storage its type has, into the sink of its logical type.</summary>
internal sealed class ArrowSinks : IDisposable
{
    private readonly LogicalType _type;
    private readonly WholeSink? _wholes;
    private readonly DoubleSink? _reals;
    private readonly BoolSink? _bools;
    private readonly TextSink? _texts;

    /// <summary>The sink of a column.</summary>
    /// <param name="type">Its type in the file.</param>
    /// <param name="given">The type that somebody gave it: whole decimals may be doubles.</param>
    public ArrowSinks(LogicalType type, LogicalType? given = null)
    {
        _type = type.Kind == LogicalKind.Decimal && given == LogicalType.Real ? given : TypeOf(type);
        switch (_type.Kind)
        {
            case LogicalKind.Bool:
                _bools = new BoolSink { ExpectedRows = 0 };
                break;
            case LogicalKind.Real:
                _reals = new DoubleSink { ExpectedRows = 0 };
                break;
            case LogicalKind.Text:
                _texts = new TextSink { ExpectedRows = 0 };
                break;
            default:
                _wholes = new WholeSink(_type switch
                {
                    LogicalTimestamp or { Kind: LogicalKind.Date } => new MomentValues(_type.Storage),
                    { Kind: LogicalKind.Unsigned } => new UnsignedValues(),
                    _ => new IntegerValues(),
                })
                { ExpectedRows = 0 };
                break;
        }
    }

    /// <summary>The logical type of a column of a file: whole decimals are text, as no narrower type need hold them, and every zone is UTC, in which its ticks are.</summary>
    public static LogicalType TypeOf(LogicalType type) => type switch
    {
        LogicalTimestamp { TimeZone: not null } t => LogicalType.Timestamp(t.Unit, "UTC"),
        { Kind: LogicalKind.Decimal } => LogicalType.Text,
        var logical => logical,
    };

    private ColumnSink Sink => (ColumnSink?)_wholes ?? (ColumnSink?)_reals ?? (ColumnSink?)_bools ?? _texts!;

    /// <summary>Takes a batch's column.</summary>
    public void Append(Column column)
    {
        int first = Sink.Rows;
        for (int row = 0; column.NullCount > 0 && row < column.Length; row++)
        {
            if (!column.IsValid(row))
                Sink.Nulls.Set(first + row);
        }
        if (_texts is not null)
            AppendTexts(_texts, column);
        else if (_bools is not null)
            AppendBools(_bools, column);
        else if (_reals is not null)
            AppendReals(_reals, column);
        else
            AppendWholes(_wholes!, column);
    }

    /// <summary>The column of all batches.</summary>
    public Column Finish(int rows) => rows == 0 ? NullColumns.Of(_type, 0) : Sink.Finish();

    private static void AppendTexts(TextSink sink, Column column)
    {
        var codes = column is DictionaryColumn { Values.Length: var count } ? new long[count] : null;
        codes?.AsSpan().Fill(-1);
        Span<long> code = stackalloc long[1];
        for (int row = 0; row < column.Length; row++)
        {
            bool isNull = !column.IsValid(row);
            int at = isNull || codes is null ? row : ((DictionaryColumn)column).Code(row);
            var text = isNull ? default : Text(column is DictionaryColumn coded ? coded.Values : column, at);
            if (!sink.IsPlain)
            {
                code[0] = isNull ? 0 : codes is not null && codes[at] >= 0 ? codes[at] : sink.CodeOf(text);
                if (codes is not null && !isNull)
                    codes[at] = code[0];
                if (code[0] < 0)
                    sink.BecomePlain();
            }
            if (sink.IsPlain)
                sink.AppendPlain(text);
            else
                sink.AppendCodes(code);
        }
        if (sink.IsPlain)
            sink.CheckPlain();
    }

    private static ReadOnlySpan<byte> Text(Column column, int row) => column is Utf8Column texts ? texts[row]
        : System.Text.Encoding.ASCII.GetBytes(((PrimitiveColumn<Int128>)column).Values[row].ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static void AppendBools(BoolSink sink, Column column)
    {
        var values = new bool[column.Length];
        for (int row = 0; row < values.Length; row++)
            values[row] = column.IsValid(row) && (column is DictionaryColumn coded ? ((BoolColumn)coded.Values).Values[coded.Code(row)] : ((BoolColumn)column).Values[row]);
        sink.Append(values);
    }

    private static void AppendReals(DoubleSink sink, Column column) => sink.Append(Slots<double>(column, Reals));

    private static void Reals(Column column, Span<double> target)
    {
        if (column is PrimitiveColumn<float> floats)
            TensorPrimitives.ConvertTruncating(floats.Values, target);
        else if (column is PrimitiveColumn<Int128> decimals)
            TensorPrimitives.ConvertTruncating(decimals.Values, target);
        else
            ((PrimitiveColumn<double>)column).Values.CopyTo(target);
    }

    private static void AppendWholes(WholeSink sink, Column column) => sink.Append(Slots<long>(column, Wholes));

    // A value a row, of a dictionary's by its codes; 0 where a null is.
    private static T[] Slots<T>(Column column, Action<Column, Span<T>> convert) where T : unmanaged
    {
        var slots = new T[column.Length];
        if (column is DictionaryColumn coded)
        {
            var values = new T[coded.Values.Length];
            convert(coded.Values, values);
            for (int row = 0; row < slots.Length; row++)
                slots[row] = column.IsValid(row) ? values[coded.Code(row)] : default;
        }
        else
        {
            convert(column, slots);
            Clear<T>(column, slots);
        }
        return slots;
    }

    private static void Wholes(Column column, Span<long> target) => ColumnDispatch.Integers<Widening64, bool>(column, new Widening64(target));

    // Those without a sign as their bits.
    private readonly ref struct Widening64(Span<long> target) : IIntegerVisitor<bool>
    {
        private readonly Span<long> _target = target;

        public bool Visit<T>(PrimitiveColumn<T> column) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        {
            TensorPrimitives.ConvertTruncating(column.Values, _target);
            return true;
        }
    }

    // What stands where a null is, is undefined.
    private static void Clear<T>(Column column, Span<T> slots) where T : unmanaged
    {
        for (int row = 0; column.NullCount > 0 && row < slots.Length; row++)
        {
            if (!column.IsValid(row))
                slots[row] = default;
        }
    }

    public void Dispose() => Sink.Dispose();
}
