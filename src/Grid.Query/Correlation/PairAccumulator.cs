using System.Numerics;

namespace Grid.Query;

/// <summary>
/// Sums over the pairs of one batch, about the centres of its columns. Rows where one of a pair is null take no part in that pair:
/// as such values are zero in the block, products need no care, and sums are corrected by the values that stand beside the nulls.
/// </summary>
internal sealed class PairAccumulator
{
    private readonly int _columns;
    private readonly int _first;
    private readonly int _last;
    private readonly double[] _block;
    private readonly double[] _products;

    // At [i, j]: of column i, over the rows where j is known as well.
    private readonly double[] _sums;
    private readonly double[] _squares;
    private readonly double[] _beside;
    private readonly double[] _besideSquares;
    private readonly long[] _counts;
    private readonly bool[] _infinite;

    public PairAccumulator(int columns, int first, int last)
    {
        (_columns, _first, _last) = (columns, first, last);
        int width = columns + 1;
        _block = new double[width * width];
        _products = new double[columns * columns];
        (_sums, _squares) = (new double[columns * columns], new double[columns * columns]);
        (_beside, _besideSquares) = (new double[columns * columns], new double[columns * columns]);
        _counts = new long[columns * columns];
        _infinite = new bool[columns * columns];
    }

    public void Add(CorrelationBlock block, int rows, int kept)
    {
        int width = _columns + 1;
        // All columns' own squares and sums are needed, not only those of the rows of the matrix that this scan is about.
        ProductKernel.Multiply(block.Values, block.Stride, rows, _first, _last, width, _block);
        bool whole = _first == 0 && _last == _columns;
        for (int i = 0; i < _columns; i++)
        {
            if (!whole && (i < _first || i >= _last))
                (_block[i * width + i], _block[i * width + _columns]) = SquaresAndSum(block.Column(i, rows));
            if (!double.IsFinite(_block[i * width + _columns]) || !double.IsFinite(_block[i * width + i]))
            {
                AddPlain(block, rows);
                return;
            }
        }
        Beside(block, rows);
        for (int i = _first; i < _last; i++)
        {
            for (int j = i; j < _columns; j++)
            {
                int at = i * _columns + j, back = j * _columns + i;
                _products[at] += _block[i * width + j];
                _counts[at] += Both(block, i, j, rows, kept);
                _sums[at] += _block[i * width + _columns] - _beside[at];
                _squares[at] += _block[i * width + i] - _besideSquares[at];
                if (i == j)
                    continue;
                _sums[back] += _block[j * width + _columns] - _beside[back];
                _squares[back] += _block[j * width + j] - _besideSquares[back];
            }
        }
    }

    /// <summary>Carries the sums to the origin, into the pairs of the state.</summary>
    public void AddTo(PairSums[] pairs, CorrelationBlock block)
    {
        int next = 0;
        for (int i = _first; i < _last; i++)
        {
            for (int j = i; j < _columns; j++)
            {
                int at = i * _columns + j, back = j * _columns + i;
                pairs[next++].AddShifted(_counts[at], block.Centre(i), block.Centre(j),
                    _sums[at], _sums[back], _squares[at], _squares[back], _products[at], _infinite[at]);
            }
        }
    }

    private static (double Squares, double Sum) SquaresAndSum(ReadOnlySpan<double> values)
    {
        var (sum, squares) = NumberBlock.About(0, values);
        return (squares, sum);
    }

    private static int Both(CorrelationBlock block, int i, int j, int rows, int kept)
    {
        if (block.Nulls[i] == 0)
            return kept - block.Nulls[j];
        if (block.Nulls[j] == 0 || i == j)
            return kept - block.Nulls[i];
        int both = 0;
        for (int w = 0; w < Vector.Words(rows); w++)
            both += BitOperations.PopCount(block.Valid[i][w] & block.Valid[j][w]);
        return both;
    }

    // The sums of each column i over the rows where j is null.
    private void Beside(CorrelationBlock block, int rows)
    {
        Span<int> nulls = stackalloc int[rows];
        for (int j = 0; j < _columns; j++)
        {
            int count = 0;
            if (block.Nulls[j] > 0)
            {
                for (int w = 0; w < Vector.Words(rows); w++)
                {
                    // Rows that are not kept are zero in every column: they may be counted as null.
                    for (ulong word = ~block.Valid[j][w] & Vector.Mask(w, rows); word != 0; word &= word - 1)
                        nulls[count++] = (w << 6) + BitOperations.TrailingZeroCount(word);
                }
            }
            for (int i = 0; i < _columns; i++)
            {
                double sum = 0, squares = 0;
                var values = block.Column(i, rows);
                foreach (int row in nulls[..count])
                {
                    double x = values[row];
                    sum += x;
                    squares += x * x;
                }
                (_beside[i * _columns + j], _besideSquares[i * _columns + j]) = (sum, squares);
            }
        }
    }

    // Blocks with infinities, or numbers whose sum or squares overflow: each pair by itself, over the rows where both are known.
    private void AddPlain(CorrelationBlock block, int rows)
    {
        for (int i = _first; i < _last; i++)
        {
            var x = block.Column(i, rows);
            for (int j = i; j < _columns; j++)
            {
                var y = block.Column(j, rows);
                int at = i * _columns + j, back = j * _columns + i;
                double sumX = 0, sumY = 0, squaresX = 0, squaresY = 0, products = 0;
                for (int row = 0; row < rows; row++)
                {
                    if ((block.Valid[i][row >> 6] & block.Valid[j][row >> 6] & 1UL << (row & 63)) == 0)
                        continue;
                    _counts[at]++;
                    _infinite[at] |= block.IsInfinite(i, row) || block.IsInfinite(j, row);
                    sumX += x[row];
                    sumY += y[row];
                    squaresX += x[row] * x[row];
                    squaresY += y[row] * y[row];
                    products += x[row] * y[row];
                }
                _products[at] += products;
                _sums[at] += sumX;
                _squares[at] += squaresX;
                if (i == j)
                    continue;
                _sums[back] += sumY;
                _squares[back] += squaresY;
            }
        }
    }
}
