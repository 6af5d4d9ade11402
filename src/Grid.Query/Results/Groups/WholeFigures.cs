using Grid.Columns;

namespace Grid.Query;

/// <summary>Values of a type that is held in whole numbers of 64 bits.</summary>
internal sealed class WholeFigures(LogicalType type, long[] values, bool[]? nulls) : Figures
{
    public LogicalType Type => type;

    public override int Count => values.Length;

    public override Scalar this[int row] => nulls?[row] == true ? Scalar.Null : ScalarKey.FromInteger(type, values[row]);

    public override long Weight => 8L * values.Length + (nulls?.Length ?? 0);

    public static WholeFigures Concat(LogicalType type, IReadOnlyList<Figures> parts, int count)
    {
        var all = new long[count];
        bool[]? missing = null;
        int at = 0;
        foreach (var part in parts)
        {
            if (part is not WholeFigures whole)
                (missing ??= new bool[count]).AsSpan(at, part.Count).Fill(true);
            else
                whole.CopyTo(all, ref missing, at);
            at += part.Count;
        }
        return new WholeFigures(type, all, missing);
    }

    public override void Write(ByteWriter writer, int start, int count)
    {
        writer.Count(1);
        writer.Type(type);
        NullFlags.Write(writer, nulls, start, count);
        foreach (long value in values.AsSpan(start, count))
            writer.Signed(value);
    }

    public static WholeFigures ReadWhole(ref ByteReader reader, int count)
    {
        var type = reader.Type();
        if (type.Kind is LogicalKind.Real or LogicalKind.Text)
            throw reader.Corrupt($"{type} is not held in whole numbers");
        var nulls = NullFlags.Read(ref reader, count);
        var values = new long[count];
        for (int i = 0; i < count; i++)
            values[i] = reader.Signed();
        return new WholeFigures(type, values, nulls);
    }

    private void CopyTo(long[] all, ref bool[]? missing, int at)
    {
        values.CopyTo(all, at);
        if (nulls is not null)
            nulls.CopyTo(missing ??= new bool[all.Length], at);
    }
}
