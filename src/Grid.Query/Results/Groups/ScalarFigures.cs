using Grid.Columns;

namespace Grid.Query;

/// <summary>Values of any types.</summary>
internal sealed class ScalarFigures(Scalar[] values) : Figures
{
    public override int Count => values.Length;

    public override Scalar this[int row] => values[row];

    public override long Weight => 48L * values.Length;

    /// <summary>Whether there are but nulls.</summary>
    public bool IsNothing { get; } = Array.TrueForAll(values, v => v.IsNull);

    public override void Write(ByteWriter writer, int start, int count)
    {
        writer.Count(0);
        foreach (var value in values.AsSpan(start, count))
        {
            bool isWide = value.Type?.Kind == LogicalKind.Decimal;
            writer.Bool(isWide);
            if (!isWide)
            {
                writer.Scalar(value);
                continue;
            }
            writer.Fixed((ulong)value.AsWhole);
            writer.Fixed((ulong)(value.AsWhole >> 64));
        }
    }

    public static Scalar ReadScalar(ref ByteReader reader)
    {
        if (!reader.Bool())
            return reader.Scalar();
        ulong low = reader.Fixed();
        return Scalar.Whole(new Int128(reader.Fixed(), low));
    }
}
