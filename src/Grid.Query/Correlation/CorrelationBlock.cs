using System.Numerics;
using System.Numerics.Tensors;

namespace Grid.Query;

/// <summary>
/// A block of rows of all columns that are correlated, as doubles about a centre, zero where a value is null or its row is not kept.
/// The column after the last is one in every row: products with it are sums.
/// </summary>
internal sealed class CorrelationBlock
{
    private readonly BatchEvaluator _evaluator;
    private readonly int[] _columns;
    private readonly double[] _centres;
    private readonly bool[] _hasCentre;
    private readonly double[]?[] _tables;

    public CorrelationBlock(BatchEvaluator evaluator, int[] columns, int rows)
    {
        (_evaluator, _columns) = (evaluator, columns);
        // An odd number of cache lines: columns do not all fall into the same sets.
        Stride = rows + 8;
        Values = new double[Stride * ProductKernel.Padded(columns.Length + 1)];
        Values.AsSpan(columns.Length * Stride, rows).Fill(1);
        (_centres, _hasCentre, _tables) = (new double[columns.Length], new bool[columns.Length], new double[]?[columns.Length]);
        Valid = new ulong[columns.Length][];
        Nulls = new int[columns.Length];
        for (int c = 0; c < columns.Length; c++)
            Valid[c] = new ulong[Vector.Words(rows)];
    }

    public double[] Values { get; }

    public int Stride { get; }

    /// <summary>Per column: a set bit for each kept row that is not null.</summary>
    public ulong[][] Valid { get; }

    /// <summary>Per column: how many kept rows are null.</summary>
    public int[] Nulls { get; }

    public double Centre(int column) => _centres[column];

    /// <summary>Whether the value of a row, not that about the centre, is infinite.</summary>
    public bool IsInfinite(int column, int row) => double.IsInfinity(_evaluator.Evaluate(_columns[column]).Doubles[row]);

    public Span<double> Column(int column, int rows) => Values.AsSpan(column * Stride, rows);

    /// <summary>Reads a block of rows.</summary>
    public void Read(int start, Selection selection)
    {
        int rows = selection.Rows, quads = (rows + 3) & ~3;
        for (int c = 0; c < _columns.Length; c++)
        {
            var values = Column(c, rows);
            if (!_hasCentre[c])
                ChooseCentre(c, selection);
            if (_tables[c] is { } table)
            {
                var coded = _evaluator.Coded(_columns[c])!;
                GatherKernel.Look(coded, table, start, values);
                _evaluator.Table(_columns[c]).ValidCodes.Find(coded, start, rows, Valid[c]);
            }
            else
            {
                ReadPlain(c, values);
            }
            Keep(c, selection, values);
            Column(c, quads)[rows..].Clear();
        }
    }

    private void ReadPlain(int c, Span<double> values)
    {
        var vector = _evaluator.Evaluate(_columns[c]);
        for (int w = 0; w < Vector.Words(values.Length); w++)
            Valid[c][w] = vector.ValidWord(w, values.Length);
        TensorPrimitives.Subtract(vector.Doubles.AsSpan(0, values.Length), _centres[c], values);
        if (!vector.AllValid)
            ClearWhereNot(Valid[c], values);
    }

    private void Keep(int c, Selection selection, Span<double> values)
    {
        int valid = 0;
        for (int w = 0; w < Vector.Words(selection.Rows); w++)
        {
            Valid[c][w] &= selection.Words[w];
            valid += BitOperations.PopCount(Valid[c][w]);
        }
        Nulls[c] = selection.Count - valid;
        if (!selection.All)
            ClearWhereNot(selection.Words, values);
    }

    private static void ClearWhereNot(ReadOnlySpan<ulong> words, Span<double> values)
    {
        for (int w = 0; w < Vector.Words(values.Length); w++)
        {
            for (ulong clear = ~words[w] & Vector.Mask(w, values.Length); clear != 0; clear &= clear - 1)
                values[(w << 6) + BitOperations.TrailingZeroCount(clear)] = 0;
        }
    }

    // The centre is one of the values, near the middle: then a constant column is zero throughout, and stays constant to the bit.
    private void ChooseCentre(int c, Selection selection)
    {
        var vector = _evaluator.Evaluate(_columns[c]);
        Span<double> sample = stackalloc double[64];
        int taken = 0;
        for (int w = 0; w < Vector.Words(selection.Rows) && taken < sample.Length; w++)
        {
            int some = 0;
            for (ulong word = selection.Words[w] & vector.ValidWord(w, selection.Rows); word != 0 && some < 4 && taken < sample.Length; word &= word - 1)
            {
                double value = vector.Doubles[(w << 6) + BitOperations.TrailingZeroCount(word)];
                if (!double.IsFinite(value))
                    continue;
                sample[taken++] = value;
                some++;
            }
        }
        if (taken == 0)
            return;
        // Of an odd number, so that a column and its opposite have opposite centres.
        taken -= taken % 2 == 0 ? 1 : 0;
        sample[..taken].Sort();
        (_centres[c], _hasCentre[c]) = (sample[taken / 2], true);
        if (_evaluator.Coded(_columns[c]) is { } coded)
            MakeTable(c, coded);
    }

    private void MakeTable(int c, CodedColumn coded)
    {
        var values = _evaluator.Table(_columns[c]);
        // Byte codes index a full table, so that no lookup needs a check.
        var table = new double[Math.Max(coded.NullCode + 1, coded.Width == 1 ? 256 : 0)];
        for (int i = 0; i <= coded.NullCode; i++)
            table[i] = values.IsValid(i) ? values.Doubles[i] - _centres[c] : 0;
        _tables[c] = table;
    }
}
