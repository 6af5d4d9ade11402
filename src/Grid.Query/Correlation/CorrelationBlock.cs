using System.Numerics;
using System.Numerics.Tensors;

namespace Grid.Query;

/// <summary>
/// A block of rows of all columns that are correlated, as doubles, zero where a value is null or its row is not kept. Each column is cut into slices of 21 bits
/// below its greatest value, so that products of slices add up in a double without a rounding (K. Ozaki et al., Error-free transformations of matrix
/// multiplication by using fast routines of matrix multiplication, 2012). Small whole numbers, and decimals in their units, are one slice.
/// The column after the last slice is one in every row: products with it are sums.
/// </summary>
internal sealed class CorrelationBlock
{
    private const int SliceBits = 21;
    private const int MostSlices = 6;

    // Beyond these, products of slices leave the range of doubles.
    private const int MostExponent = 450;
    private const int LeastExponent = -300;

    private readonly BatchEvaluator _evaluator;
    private readonly int[] _columns;
    private readonly double[]?[] _tables;
    private readonly double[] _values;
    private readonly double[] _rest;
    private readonly double[] _most;
    private readonly bool[] _plain;

    /// <param name="evaluator">Of a batch.</param>
    /// <param name="columns">Its nodes.</param>
    /// <param name="rows">Rows of a block at most.</param>
    /// <param name="plain">The columns whose values are taken as they are, also where they are decimals.</param>
    public CorrelationBlock(BatchEvaluator evaluator, int[] columns, int rows, bool[] plain)
    {
        (_evaluator, _columns, _plain) = (evaluator, columns, plain);
        // An odd number of cache lines: columns do not all fall into the same sets.
        Stride = rows + 8;
        _values = new double[Stride * columns.Length];
        (_rest, _most) = (new double[rows], new double[columns.Length]);
        (Places, First, Slices) = (new int[columns.Length], new int[columns.Length + 1], []);
        _tables = new double[]?[columns.Length];
        Valid = new ulong[columns.Length][];
        Nulls = new int[columns.Length];
        HasValues = new bool[columns.Length];
        for (int c = 0; c < columns.Length; c++)
            Valid[c] = new ulong[Vector.Words(rows)];
    }

    /// <summary>The slices, column by column.</summary>
    public double[] Slices { get; private set; }

    /// <summary>Where a column's slices begin, and behind the last where they end.</summary>
    public int[] First { get; }

    public int Stride { get; }

    /// <summary>Whether some values are too far apart for slices, or are infinite.</summary>
    public bool IsWild { get; private set; }

    /// <summary>Of each column the places of its decimals, in whose units its values are; below zero for values as they are.</summary>
    public int[] Places { get; }

    /// <summary>Whether a column has had values.</summary>
    public bool[] HasValues { get; }

    /// <summary>Per column: a set bit for each kept row that is not null.</summary>
    public ulong[][] Valid { get; }

    /// <summary>Per column: how many kept rows are null.</summary>
    public int[] Nulls { get; }

    /// <summary>A column's values, not cut.</summary>
    public Span<double> Column(int column, int rows) => _values.AsSpan(column * Stride, rows);

    /// <summary>A slice.</summary>
    public ReadOnlySpan<double> Slice(int slice, int rows) => Slices.AsSpan(slice * Stride, rows);

    /// <summary>Finds the units of the columns, by the values of all rows that are kept.</summary>
    public void ChooseUnits(Selection selection, int blockRows, CancellationToken cancellation)
    {
        var open = new List<int>();
        for (int c = 0; c < _columns.Length; c++)
        {
            Places[c] = -1;
            if (_plain[c])
                continue;
            if (_evaluator.Coded(_columns[c]) is { } coded && Decimals.PlacesOf(Known(c, coded), 0) is >= 0 and var places)
                Places[c] = places;
            else
                open.Add(c);
        }
        int length = _evaluator.Batch.Length;
        var found = new int[_columns.Length];
        for (int start = 0; start < length && open.Count > 0; start += blockRows)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!selection.MoveTo(start, Math.Min(blockRows, length - start)))
                continue;
            foreach (int c in open)
            {
                Read(c, start, selection);
                found[c] = Decimals.PlacesOf(Column(c, selection.Rows), found[c]);
            }
            open.RemoveAll(c => found[c] < 0);
        }
        foreach (int c in open)
            Places[c] = found[c];
        Array.Clear(_tables);
    }

    /// <summary>Reads a block of rows, and cuts it into slices.</summary>
    public void Read(int start, Selection selection)
    {
        int rows = selection.Rows;
        for (int c = 0; c < _columns.Length; c++)
        {
            Read(c, start, selection);
            HasValues[c] |= Nulls[c] < selection.Count;
        }
        IsWild = false;
        int next = 0;
        for (int c = 0; c < _columns.Length && !IsWild; c++)
        {
            First[c] = next;
            if (IsOneSlice(c, rows))
                Column(c, rows).CopyTo(Take(next++, rows));
            else
                IsWild = !Cut(Column(c, rows), rows, ref next);
        }
        First[_columns.Length] = next;
        Take(next, rows).Fill(1);
    }

    private void Read(int c, int start, Selection selection)
    {
        int rows = selection.Rows;
        var values = Column(c, rows);
        if (_evaluator.Coded(_columns[c]) is { } coded)
        {
            GatherKernel.Look(coded, _tables[c] ??= MakeTable(c, coded), start, values);
            _evaluator.Table(_columns[c]).ValidCodes.Find(coded, start, rows, Valid[c]);
        }
        else
        {
            ReadPlain(c, values);
        }
        int valid = 0;
        for (int w = 0; w < Vector.Words(rows); w++)
        {
            Valid[c][w] &= selection.Words[w];
            valid += BitOperations.PopCount(Valid[c][w]);
        }
        Nulls[c] = selection.Count - valid;
        if (!selection.All)
            ClearWhereNot(selection.Words, values);
    }

    private void ReadPlain(int c, Span<double> values)
    {
        var vector = _evaluator.Evaluate(_columns[c]);
        for (int w = 0; w < Vector.Words(values.Length); w++)
            Valid[c][w] = vector.ValidWord(w, values.Length);
        vector.Doubles.AsSpan(0, values.Length).CopyTo(values);
        if (!vector.AllValid)
            ClearWhereNot(Valid[c], values);
        if (Places[c] <= 0)
            return;
        TensorPrimitives.Multiply(values, Decimals.Unit(Places[c]), values);
        TensorPrimitives.Round(values, values);
    }

    // Whole numbers of few bits, as those of decimals in their units are.
    private bool IsOneSlice(int c, int rows) => Places[c] >= 0
        && (_tables[c] is not null ? _most[c] : Math.Abs(TensorPrimitives.MaxMagnitude<double>(Column(c, rows)))) < 1 << SliceBits;

    // False where the slices would be too many.
    private bool Cut(ReadOnlySpan<double> values, int rows, ref int next)
    {
        double most = TensorPrimitives.MaxMagnitude(values);
        if (most == 0)
        {
            Take(next++, rows).Clear();
            return true;
        }
        most = Math.Abs(most);
        if (!double.IsFinite(most) || Math.ILogB(most) is > MostExponent or < LeastExponent)
            return false;
        int exponent = Math.ILogB(most) + 1;
        var rest = _rest.AsSpan(0, rows);
        for (int slice = 0; slice < MostSlices; slice++, exponent -= SliceBits)
        {
            // What lies above the unit of this slice stays when a number far greater is added and taken off again.
            double far = Math.ScaleB(1.5, 52 + exponent - SliceBits);
            var taken = Take(next++, rows);
            TensorPrimitives.Add(values, far, taken);
            TensorPrimitives.Subtract(taken, far, taken);
            TensorPrimitives.Subtract(values, taken, rest);
            if (TensorPrimitives.MaxMagnitude<double>(rest) == 0)
                return true;
            values = rest;
        }
        return false;
    }

    // Room for a slice, which is zero behind its rows.
    private Span<double> Take(int slice, int rows)
    {
        int room = Stride * ProductKernel.Padded(slice + 1);
        if (Slices.Length < room)
        {
            var slices = Slices;
            Array.Resize(ref slices, Math.Max(room, Stride * ProductKernel.Padded(_columns.Length + 1)));
            Slices = slices;
        }
        Slices.AsSpan(slice * Stride + rows, ((rows + 3) & ~3) - rows).Clear();
        return Slices.AsSpan(slice * Stride, rows);
    }

    private static void ClearWhereNot(ReadOnlySpan<ulong> words, Span<double> values)
    {
        for (int w = 0; w < Vector.Words(values.Length); w++)
        {
            for (ulong clear = ~words[w] & Vector.Mask(w, values.Length); clear != 0; clear &= clear - 1)
                values[(w << 6) + BitOperations.TrailingZeroCount(clear)] = 0;
        }
    }

    private double[] Known(int c, CodedColumn coded)
    {
        var values = _evaluator.Table(_columns[c]);
        return [.. Enumerable.Range(0, coded.NullCode + 1).Where(values.IsValid).Select(i => values.Doubles[i])];
    }

    private double[] MakeTable(int c, CodedColumn coded)
    {
        var values = _evaluator.Table(_columns[c]);
        // Byte codes index a full table, so that no lookup needs a check.
        var table = new double[Math.Max(coded.NullCode + 1, coded.Width == 1 ? 256 : 0)];
        for (int i = 0; i <= coded.NullCode; i++)
            table[i] = !values.IsValid(i) ? 0 : Places[c] > 0 ? Math.Round(values.Doubles[i] * Decimals.Unit(Places[c])) : values.Doubles[i];
        _most[c] = Math.Abs(TensorPrimitives.MaxMagnitude<double>(table));
        return table;
    }
}
