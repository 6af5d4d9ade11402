using System.Runtime.CompilerServices;

namespace Grid.Learning;

/// <summary>What a thread predicts a block of rows in.</summary>
/// <param name="mostRows">Rows of a block at most.</param>
/// <param name="features">How many features there are.</param>
internal sealed class PredictionRoom(int mostRows, int features)
{
    private const int Together = PackedTree.Together;
    private readonly int _groups = (mostRows + Together - 1) / Together;

    /// <summary>The rows' values, feature by feature: as many of each as the block has rows.</summary>
    public double[] Values { get; } = GC.AllocateUninitializedArray<double>(mostRows * features);

    /// <summary>The rows' keys, as <see cref="Tree.Leaves"/> takes them.</summary>
    public int[] Keys { get; } = GC.AllocateUninitializedArray<int>((mostRows + Together - 1) / Together * Together * (features + 1));

    /// <summary>Where leaves go.</summary>
    public int[] Leaves => field ??= new int[_groups * Together];

    /// <summary>Makes the keys of the values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FillKeys(ReadOnlySpan<ValueKeys> keys, int rows)
    {
        int width = (features + 1) * Together, used = (rows + Together - 1) / Together * width;
        for (int f = 0; f < features; f++)
        {
            var feature = keys[f];
            var values = Values.AsSpan(f * rows, rows);
            for (int first = 0, at = f * Together; first < rows; first += Together, at += width)
            {
                int count = Math.Min(Together, rows - first);
                for (int i = 0; i < count; i++)
                    Keys[at + i] = feature.OfValue(values[first + i]);
                // Rows that are not there go left wherever they go.
                Keys.AsSpan(at + count, Together - count).Fill(ValueKeys.Missing);
            }
        }
        for (int at = features * Together; at < used; at += width)
            Keys.AsSpan(at, Together).Fill(ValueKeys.Missing);
    }
}
