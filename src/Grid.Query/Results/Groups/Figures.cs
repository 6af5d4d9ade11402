using Grid.Columns;

namespace Grid.Query;

/// <summary>A column of an answer: values side by side, of one type where they are. Immutable.</summary>
internal abstract class Figures
{
    private const int Block = 1 << 13;

    public abstract int Count { get; }

    /// <summary>A value, or null.</summary>
    public abstract Scalar this[int row] { get; }

    /// <summary>About how many bytes of memory it takes.</summary>
    public abstract long Weight { get; }

    /// <summary>Computes the values of some rows.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="values">Room for them.</param>
    public delegate void Filler(int start, Span<Scalar> values);

    /// <summary>A column of values that are computed block by block, by whichever thread is free.</summary>
    public static Figures Of(int count, Filler fill, Workers workers)
    {
        var blocks = new Figures[(count + Block - 1) / Block];
        workers.Run(blocks.Length, b =>
        {
            var values = new Scalar[Math.Min(Block, count - b * Block)];
            fill(b * Block, values);
            blocks[b] = Of(values);
        });
        return Concat(blocks);
    }

    /// <summary>A key of groups, in an order.</summary>
    public static Figures Of(LogicalType type, GroupKeyColumn keys, int[] order, Workers workers)
    {
        if (keys.Texts is { } texts)
            return new TextFigures(texts, Taken(order, keys.Codes!, code => code, workers));
        return type.Kind switch
        {
            LogicalKind.Real => new DoubleFigures(Taken(order, keys.Keys!, ScalarKey.ToDouble, workers), null),
            LogicalKind.Unsigned or LogicalKind.Bool => new WholeFigures(type, Taken(order, keys.Keys!, key => (long)key, workers), null),
            _ => new WholeFigures(type, Taken(order, keys.Keys!, ScalarKey.ToLong, workers), null),
        };
    }

    private static TTo[] Taken<TFrom, TTo>(int[] order, TFrom[] from, Func<TFrom, TTo> convert, Workers workers)
    {
        var taken = new TTo[order.Length];
        workers.Run((order.Length + Block - 1) / Block, b =>
        {
            for (int i = b * Block; i < Math.Min(order.Length, (b + 1) * Block); i++)
                taken[i] = convert(from[order[i]]);
        });
        return taken;
    }

    /// <summary>Some columns one after the other.</summary>
    public static Figures Concat(IReadOnlyList<Figures> parts)
    {
        if (parts.Count == 1)
            return parts[0];
        var known = parts.Where(p => p is not ScalarFigures { IsNothing: true }).ToList();
        int count = parts.Sum(p => p.Count);
        if (known.Count > 0 && known.TrueForAll(p => p is DoubleFigures))
            return DoubleFigures.Concat(parts, count);
        if (known.Count > 0 && known[0] is WholeFigures first && known.TrueForAll(p => p is WholeFigures w && w.Type == first.Type))
            return WholeFigures.Concat(first.Type, parts, count);
        if (known.Count > 0 && known.TrueForAll(p => p is TextFigures))
            return TextFigures.Concat(parts, count);
        var values = new Scalar[count];
        int at = 0;
        foreach (var part in parts)
        {
            for (int i = 0; i < part.Count; i++)
                values[at++] = part[i];
        }
        return new ScalarFigures(values);
    }

    /// <summary>A column of values at hand.</summary>
    public static Figures Of(Scalar[] values)
    {
        var type = Array.Find(values, v => !v.IsNull).Type;
        if (type is null || !Array.TrueForAll(values, v => v.IsNull || v.Type == type))
            return new ScalarFigures(values);
        bool[]? nulls = Array.Exists(values, v => v.IsNull) ? Array.ConvertAll(values, v => v.IsNull) : null;
        return type.Kind switch
        {
            LogicalKind.Real => new DoubleFigures(Array.ConvertAll(values, v => v.IsNull ? 0 : v.AsDouble), nulls),
            LogicalKind.Decimal => new ScalarFigures(values),
            LogicalKind.Text => TextFigures.Of(values),
            _ => new WholeFigures(type, Array.ConvertAll(values, v => v.IsNull ? 0 : v.AsInt64), nulls),
        };
    }

    /// <summary>Writes some rows.</summary>
    public abstract void Write(ByteWriter writer, int start, int count);

    public static Figures Read(ref ByteReader reader, int count)
    {
        switch (reader.Within(0, 3))
        {
            case 0:
                var values = new Scalar[count];
                for (int i = 0; i < count; i++)
                    values[i] = ScalarFigures.ReadScalar(ref reader);
                return new ScalarFigures(values);
            case 1:
                return WholeFigures.ReadWhole(ref reader, count);
            case 2:
                return DoubleFigures.ReadDoubles(ref reader, count);
            default:
                return TextFigures.ReadTexts(ref reader, count);
        }
    }
}
