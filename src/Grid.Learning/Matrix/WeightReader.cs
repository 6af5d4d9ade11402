using Grid.Columns;

namespace Grid.Learning;

/// <summary>Reads the column that says how much each row counts, and refuses what is no weight.</summary>
internal static class WeightReader
{
    /// <summary>Each row's weight.</summary>
    /// <exception cref="LearningException">A weight is missing, no number, below 0 or not finite, or all are 0.</exception>
    public static double[] Read(string name, IReadOnlyList<RecordBatch> batches)
    {
        var columns = TrainingMatrix.ColumnsOf(batches, name, out var type);
        if (!type.IsInteger && type.Kind != LogicalKind.Real)
            throw new LearningException($"the weights '{name}' are {type}, and a weight is a number.");
        double[] weights = ColumnReader.AllNumbers(columns);
        int wrong = Array.FindIndex(weights, w => w is not (>= 0 and < double.PositiveInfinity));
        if (wrong >= 0)
            throw new LearningException($"the weight '{name}' is {(double.IsNaN(weights[wrong]) ? "missing" : weights[wrong])} in row {wrong + 1}; a weight is a number of 0 or more: leave such rows out.");
        return weights.Sum() is > 0 and < double.PositiveInfinity ? weights
            : throw new LearningException(Array.TrueForAll(weights, w => w == 0) ? $"the weights '{name}' are all 0; there is nothing to learn from." : $"the weights '{name}' are too great to be added up; scale the column.");
    }
}
