using System.Globalization;
using static Grid.Benchmarks.LightGbmLibrary;

namespace Grid.Benchmarks;

/// <summary>A random forest by LightGBM: <c>boosting=rf</c>, its own 255 bins a feature, each iteration on a part of the rows drawn without replacement.</summary>
/// <remarks>
/// As many rows as a bootstrap sample has on average, and as many features a node as scikit-learn tries. Of classes it grows a tree a
/// class each iteration. Its trees grow by the best leaf, up to <see cref="Leaves"/>.
/// </remarks>
internal sealed unsafe class LightGbmForest : IDisposable
{
    // More leaves take minutes a tree: all features of every leaf are looked at for all of their bins.
    private const int Leaves = 4096;
    private readonly nint _dataset, _booster;
    private readonly int _outputs, _threads;

    /// <summary>Fits a forest; a matrix is row by row, as wide as <see cref="ForestData.Features"/>.</summary>
    public LightGbmForest(double[] rows, float[] target, bool isClasses, int trees, ulong seed, int threads)
    {
        (_outputs, _threads) = (isClasses ? ForestData.Classes : 1, threads);
        double tried = isClasses ? Math.Floor(Math.Sqrt(ForestData.Features)) / ForestData.Features : 1;
        string parameters = string.Create(CultureInfo.InvariantCulture,
            $"boosting=rf objective={(isClasses ? $"multiclass num_class={ForestData.Classes}" : "regression")} bagging_freq=1 bagging_fraction=0.632 feature_fraction_bynode={tried} "
            + $"num_leaves={Leaves} min_data_in_leaf=1 min_sum_hessian_in_leaf=0 histogram_pool_size=1024 num_threads={threads} seed={seed} verbosity=-1");
        fixed (double* data = rows)
            Check(CreateDataset(data, Float64, target.Length, ForestData.Features, 1, parameters, 0, out _dataset));
        fixed (float* values = target)
            Check(SetField(_dataset, "label", values, target.Length, Float32));
        Check(CreateBooster(_dataset, parameters, out _booster));
        for (int t = 0; t < trees; t++)
            Check(Update(_booster, out _));
    }

    /// <summary>Predicts the class or the number of each row.</summary>
    public double[] Predict(double[] rows)
    {
        int count = rows.Length / ForestData.Features;
        var all = new double[count * _outputs];
        fixed (double* data = rows, into = all)
            Check(LightGbmLibrary.Predict(_booster, data, Float64, count, ForestData.Features, 1, 0, 0, -1, $"num_threads={_threads}", out _, into));
        return _outputs == 1 ? all : [.. Enumerable.Range(0, count).Select(r => (double)Greatest(all.AsSpan(r * _outputs, _outputs)))];
    }

    public void Dispose()
    {
        Check(FreeBooster(_booster));
        Check(FreeDataset(_dataset));
    }

    private static int Greatest(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int k = 1; k < values.Length; k++)
            best = values[k] > values[best] ? k : best;
        return best;
    }
}
