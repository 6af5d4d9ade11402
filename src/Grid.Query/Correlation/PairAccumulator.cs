using System.Numerics;
using System.Numerics.Tensors;

namespace Grid.Query;

/// <summary>
/// Sums over the pairs of one batch, without a rounding. Rows where one of a pair is null take no part in that pair:
/// as such values are zero in the block, products need no care, and sums are corrected by the values that stand beside the nulls.
/// </summary>
internal sealed class PairAccumulator
{
    private readonly int _columns;
    private readonly int _first;
    private readonly int _last;
    private readonly RunningSum[] _sums;
    private readonly RunningSum[] _squares;

    // At [i - first, j].
    private readonly RunningSum[] _products;
    private readonly long[] _counts;
    private readonly bool[] _infinite;

    // Of column i where j is null, and of column j where i is.
    private RunningSum[]? _besideX;
    private RunningSum[] _besideXX = [];
    private RunningSum[] _besideY = [];
    private RunningSum[] _besideYY = [];
    private double[] _block = [];

    // The rows in which a column is null; cleared for none.
    private readonly int[] _nulls = new int[BatchEvaluator.BlockRows];

    public PairAccumulator(int columns, int first, int last)
    {
        (_columns, _first, _last) = (columns, first, last);
        (_sums, _squares) = (new RunningSum[columns], new RunningSum[columns]);
        int pairs = (last - first) * columns;
        (_products, _counts, _infinite) = (new RunningSum[pairs], new long[pairs], new bool[pairs]);
    }

    public void Add(CorrelationBlock block, int rows, int kept)
    {
        if (block.IsWild)
        {
            AddWild(block, rows);
            return;
        }
        int from = block.First[_first], to = block.First[_last], width = block.First[_columns] + 1;
        if (_block.Length < (to - from) * width)
            _block = new double[(to - from) * width];
        ProductKernel.Multiply(block.Slices, block.Stride, rows, from, to, width, _block);
        for (int c = 0; c < _columns; c++)
            AddOwn(block, c, rows, width);
        for (int i = _first; i < _last; i++)
        {
            for (int j = i; j < _columns; j++)
            {
                int at = (i - _first) * _columns + j;
                _counts[at] += Both(block, i, j, rows, kept);
                if (i == j)
                    continue;
                for (int a = block.First[i]; a < block.First[i + 1]; a++)
                {
                    for (int b = block.First[j]; b < block.First[j + 1]; b++)
                        _products[at].Add(_block[(a - from) * width + b]);
                }
            }
        }
        for (int j = 0; j < _columns; j++)
        {
            if (block.Nulls[j] > 0)
                AddBeside(block, j, rows);
        }
    }

    /// <summary>Adds the sums to the pairs of the state; those of decimals in the least unit of all.</summary>
    public void AddTo(PairSums[] pairs, CorrelationBlock block)
    {
        int next = 0;
        for (int i = _first; i < _last; i++)
        {
            for (int j = i; j < _columns; j++)
            {
                int at = (i - _first) * _columns + j;
                long x = Times(block.Places[i]), y = Times(block.Places[j]);
                ExactSum sumX = Sum(_sums[i], _besideX?[at], x), sumY = Sum(_sums[j], _besideX is null ? null : _besideY[at], y);
                ExactSum squaresX = Sum(_squares[i], _besideX is null ? null : _besideXX[at], x * x), squaresY = Sum(_squares[j], _besideX is null ? null : _besideYY[at], y * y);
                var products = i == j ? squaresX : Sum(_products[at], null, x * y);
                pairs[next] = pairs[next].Merge(PairSums.Of(_counts[at], sumX, sumY, squaresX, squaresY, products, _infinite[at]));
                next++;
            }
        }
    }

    private static long Times(int places) => places < 0 ? 1 : (long)Decimals.Unit(Decimals.Places - places);

    private static ExactSum Sum(RunningSum all, RunningSum? beside, long times)
    {
        var sum = new ExactSum();
        all.AddTo(sum, times);
        beside?.AddTo(sum, -times);
        return sum;
    }

    // A column's own sum and squares, over all rows where it is known.
    private void AddOwn(CorrelationBlock block, int c, int rows, int width)
    {
        bool isHere = c >= _first && c < _last;
        for (int a = block.First[c]; a < block.First[c + 1]; a++)
        {
            int at = isHere ? (a - block.First[_first]) * width : 0;
            _sums[c].Add(isHere ? _block[at + width - 1] : TensorPrimitives.Sum(block.Slice(a, rows)));
            for (int b = a; b < block.First[c + 1]; b++)
            {
                double product = isHere ? _block[at + b] : TensorPrimitives.Dot(block.Slice(a, rows), block.Slice(b, rows));
                _squares[c].Add(a == b ? product : 2 * product);
            }
        }
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

    // The other columns' sums over the rows where one is null.
    private void AddBeside(CorrelationBlock block, int j, int rows)
    {
        Reserve();
        int count = 0;
        for (int w = 0; w < Vector.Words(rows); w++)
        {
            // Rows that are not kept are zero in every column: they may be counted as null.
            for (ulong word = ~block.Valid[j][w] & Vector.Mask(w, rows); word != 0; word &= word - 1)
                _nulls[count++] = (w << 6) + BitOperations.TrailingZeroCount(word);
        }
        var nulls = _nulls.AsSpan(0, count);
        for (int i = 0; i < _columns; i++)
        {
            bool isX = i < j && i >= _first && i < _last, isY = i > j && j >= _first && j < _last;
            if (!isX && !isY)
                continue;
            int at = isX ? (i - _first) * _columns + j : (j - _first) * _columns + i;
            ref var sum = ref (isX ? _besideX : _besideY)![at];
            ref var squares = ref (isX ? _besideXX : _besideYY)[at];
            var values = block.Column(i, rows);
            if (block.First[i + 1] - block.First[i] == 1)
            {
                // Of one slice, these are exact.
                double all = 0, allSquares = 0;
                foreach (int row in nulls)
                {
                    all += values[row];
                    allSquares += values[row] * values[row];
                }
                sum.Add(all);
                squares.Add(allSquares);
                continue;
            }
            foreach (int row in nulls)
            {
                sum.Add(values[row]);
                squares.AddProduct(values[row], values[row]);
            }
        }
    }

    // Blocks with infinities, or numbers too far apart: row by row.
    private void AddWild(CorrelationBlock block, int rows)
    {
        Reserve();
        for (int c = 0; c < _columns; c++)
        {
            foreach (double value in block.Column(c, rows))
            {
                if (value == 0 || !double.IsFinite(value))
                    continue;
                _sums[c].AddWild(value);
                _squares[c].AddWildProduct(value, value);
            }
        }
        for (int i = _first; i < _last; i++)
        {
            for (int j = i; j < _columns; j++)
                AddWild(block, i, j, rows);
        }
    }

    private void AddWild(CorrelationBlock block, int i, int j, int rows)
    {
        Span<double> x = block.Column(i, rows), y = block.Column(j, rows);
        int at = (i - _first) * _columns + j;
        for (int row = 0; row < rows; row++)
        {
            bool hasX = (block.Valid[i][row >> 6] >> (row & 63) & 1) != 0, hasY = (block.Valid[j][row >> 6] >> (row & 63) & 1) != 0;
            _counts[at] += hasX && hasY ? 1 : 0;
            _infinite[at] |= hasX && hasY && !(double.IsFinite(x[row]) && double.IsFinite(y[row]));
            if (i == j || !(double.IsFinite(x[row]) && double.IsFinite(y[row])))
                continue;
            if (hasX && hasY)
            {
                _products[at].AddWildProduct(x[row], y[row]);
            }
            else if (hasX)
            {
                _besideX![at].AddWild(x[row]);
                _besideXX[at].AddWildProduct(x[row], x[row]);
            }
            else if (hasY)
            {
                _besideY[at].AddWild(y[row]);
                _besideYY[at].AddWildProduct(y[row], y[row]);
            }
        }
    }

    private void Reserve()
    {
        if (_besideX is not null)
            return;
        int pairs = _products.Length;
        (_besideX, _besideXX, _besideY, _besideYY) = (new RunningSum[pairs], new RunningSum[pairs], new RunningSum[pairs], new RunningSum[pairs]);
    }
}
