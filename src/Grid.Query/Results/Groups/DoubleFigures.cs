namespace Grid.Query;

/// <summary>Doubles.</summary>
internal sealed class DoubleFigures(double[] values, bool[]? nulls) : Figures
{
    public override int Count => values.Length;

    public override Scalar this[int row] => nulls?[row] == true ? Scalar.Null : Scalar.Float64(values[row]);

    public override long Weight => 8L * values.Length + (nulls?.Length ?? 0);

    public static DoubleFigures Concat(IReadOnlyList<Figures> parts, int count)
    {
        var all = new double[count];
        bool[]? missing = null;
        int at = 0;
        foreach (var part in parts)
        {
            if (part is not DoubleFigures doubles)
                (missing ??= new bool[count]).AsSpan(at, part.Count).Fill(true);
            else
                doubles.CopyTo(all, ref missing, at);
            at += part.Count;
        }
        return new DoubleFigures(all, missing);
    }

    public override void Write(ByteWriter writer, int start, int count)
    {
        writer.Count(2);
        NullFlags.Write(writer, nulls, start, count);
        foreach (double value in values.AsSpan(start, count))
            writer.Double(value);
    }

    public static DoubleFigures ReadDoubles(ref ByteReader reader, int count)
    {
        var nulls = NullFlags.Read(ref reader, count);
        var values = new double[count];
        for (int i = 0; i < count; i++)
            values[i] = reader.Double();
        return new DoubleFigures(values, nulls);
    }

    private void CopyTo(double[] all, ref bool[]? missing, int at)
    {
        values.CopyTo(all, at);
        if (nulls is not null)
            nulls.CopyTo(missing ??= new bool[all.Length], at);
    }
}
