using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Grid.Columns;
using ParquetSharp;

namespace Grid.Sources;

/// <summary>
/// Texts. Those of a dictionary page come as pointers into it, the same for the same text: each is looked up once, and found by its
/// pointer after that.
/// </summary>
internal sealed unsafe class TextPass(ParquetLeaf column, TextSink sink) : PhysicalPass(column, sink)
{
    private const int KnownBits = 12;

    // Of each pointer, in which call it was met: what another page has had there may be gone.
    private readonly (nint Pointer, int Length, int Code, int Call)[] _known = new (nint, int, int, int)[1 << KnownBits];
    private int _call;
    private readonly long[] _codes = new long[BlockRows];

    protected override bool TryTake<T>(Span<T> values)
    {
        if (typeof(T) != typeof(ByteArray))
            throw NotMeant<T>();
        _call++;
        ReadOnlySpan<ByteArray> texts = MemoryMarshal.Cast<T, ByteArray>(values);
        // Whether codes are worth it shows early.
        for (; !sink.IsPlain && sink.Rows < TextSink.Trial && texts.Length > TextSink.Trial; texts = texts[TextSink.Trial..])
            Take(texts[..TextSink.Trial]);
        Take(texts);
        return true;
    }

    protected override bool TryDictionary<T>(ReadOnlySpan<T> values)
    {
        if (typeof(T) != typeof(ByteArray))
            return false;
        var texts = MemoryMarshal.Cast<T, ByteArray>(values);
        for (int i = 0; i < texts.Length; i++)
        {
            if (!sink.TryDictionary(i, texts.Length, Bytes(texts[i])))
                return false;
        }
        return true;
    }

    protected override void TakeIndices(ReadOnlySpan<int> indices, ReadOnlySpan<int> nullAt) => sink.AppendIndices(indices, nullAt);

    private void Take(ReadOnlySpan<ByteArray> texts)
    {
        int coded = sink.IsPlain ? 0 : Code(texts);
        if (!sink.IsPlain)
            sink.AppendCodes(_codes.AsSpan(0, coded));
        if (coded < texts.Length && !sink.IsPlain)
            sink.BecomePlain();
        for (int i = coded; i < texts.Length; i++)
            sink.AppendPlain(Bytes(texts[i]));
        if (sink.IsPlain)
            sink.CheckPlain();
    }

    /// <summary>Writes the codes of texts; returns how many, fewer than all where there are too many distinct ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Code(ReadOnlySpan<ByteArray> texts)
    {
        for (int i = 0; i < texts.Length; i++)
        {
            var text = texts[i];
            ref var known = ref _known[(uint)((ulong)text.Pointer * 0x9E3779B97F4A7C15 >> (64 - KnownBits))];
            if (known.Pointer == text.Pointer && known.Length == text.Length && known.Call == _call && text.Length > 0)
            {
                _codes[i] = known.Code;
                continue;
            }
            int code = text.Length < 0 ? 0 : sink.CodeOf(Bytes(text));
            if (code < 0)
                return i;
            known = (text.Pointer, text.Length, code, _call);
            _codes[i] = code;
        }
        return texts.Length;
    }

    private static ReadOnlySpan<byte> Bytes(ByteArray text) => text.Length <= 0 ? default : new ReadOnlySpan<byte>((void*)text.Pointer, text.Length);
}

/// <summary>Values that Grid has no type for, written as text: decimals of many digits, moments out of range, times, UUIDs, bytes.</summary>
internal sealed unsafe class WrittenPass(ParquetLeaf column, TextSink sink) : PhysicalPass(column, sink)
{
    protected override bool TryTake<T>(Span<T> values)
    {
        int first = sink.Rows;
        var isNull = new bool[first + values.Length];
        sink.Nulls.Fill(isNull, true);
        Span<long> code = stackalloc long[1];
        for (int i = 0; i < values.Length; i++)
        {
            byte[] text = isNull[first + i] ? [] : System.Text.Encoding.UTF8.GetBytes(Text<T>(values, i));
            code[0] = sink.IsPlain || isNull[first + i] ? 0 : sink.CodeOf(text);
            if (code[0] < 0)
                sink.BecomePlain();
            if (sink.IsPlain)
                sink.AppendPlain(text);
            else
                sink.AppendCodes(code);
        }
        return true;
    }

    /// <summary>A decimal with all its digits behind the point.</summary>
    public static string Decimal(Int128 digits, int scale)
    {
        string text = Int128.Abs(digits).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return (digits < 0 ? "-" : "") + (scale == 0 ? text : $"{text[..^scale]}.{text[^scale..]}");
    }

    private string Text<T>(ReadOnlySpan<T> values, int row) where T : unmanaged => Source.Kind switch
    {
        ParquetKind.Decimal => Decimal(DecimalDigits.Of(values, row, Source.Width), Source.Scale),
        ParquetKind.Time => Time((long)DecimalDigits.Of(values, row, 0), Source.TicksPerSecond),
        ParquetKind.Int96 when typeof(T) == typeof(Int96) => Moment(MemoryMarshal.Cast<T, Int96>(values)[row]),
        ParquetKind.Uuid => new Guid(Bytes(values, row), bigEndian: true).ToString(),
        _ => Convert.ToHexStringLower(Bytes(values, row)),
    };

    private ReadOnlySpan<byte> Bytes<T>(ReadOnlySpan<T> values, int row) where T : unmanaged
    {
        if (typeof(T) == typeof(FixedLenByteArray))
            return new ReadOnlySpan<byte>((void*)MemoryMarshal.Cast<T, FixedLenByteArray>(values)[row].Pointer, Source.Width);
        if (typeof(T) != typeof(ByteArray))
            throw NotMeant<T>();
        var bytes = MemoryMarshal.Cast<T, ByteArray>(values)[row];
        return bytes.Length <= 0 ? default : new ReadOnlySpan<byte>((void*)bytes.Pointer, bytes.Length);
    }

    private static string Time(long ticks, long perSecond)
    {
        const long secondsOfDay = 86_400;
        long second = ticks / perSecond;
        if (ticks < 0 || second >= secondsOfDay)
            throw new InvalidDataException($"a time of day of {ticks} ticks, and a day has {secondsOfDay * perSecond}");
        int digits = perSecond.ToString(CultureInfo.InvariantCulture).Length - 1;
        string fraction = (ticks % perSecond).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
        return string.Create(CultureInfo.InvariantCulture, $"{second / 3600:00}:{second / 60 % 60:00}:{second % 60:00}.{fraction}");
    }

    // Nanoseconds are counted from 1677 to 2262; what is beyond is written with all nine digits as well.
    private static string Moment(Int96 moment)
    {
        var nanoseconds = Int96Pass.Nanoseconds(moment);
        var (second, rest) = Int128.DivRem(nanoseconds, 1_000_000_000);
        if (rest < 0)
            (second, rest) = (second - 1, rest + 1_000_000_000);
        return $"{MomentText.Of(Grid.Columns.LogicalType.Timestamp(Grid.Columns.TimeUnit.Second), (long)second)}.{((long)rest).ToString(CultureInfo.InvariantCulture).PadLeft(9, '0')}";
    }
}
