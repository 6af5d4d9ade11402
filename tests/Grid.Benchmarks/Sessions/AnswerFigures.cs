using System.Globalization;
using Grid.Query;

namespace Grid.Benchmarks;

/// <summary>Answers as numbers by name, the same names that the peers' scripts use, so that they can be compared.</summary>
internal static class AnswerFigures
{
    public static Dictionary<string, double?> Of(Answer answer)
    {
        var figures = new Dictionary<string, double?>();
        switch (answer)
        {
            case DescribeAnswer describe:
                foreach (var column in describe.Columns)
                {
                    figures[$"{column.Name}:count"] = column.Count;
                    figures[$"{column.Name}:mean"] = Number(column.Mean);
                    figures[$"{column.Name}:std"] = column.Std;
                    figures[$"{column.Name}:min"] = Number(column.Min);
                    figures[$"{column.Name}:max"] = Number(column.Max);
                    foreach (var percentile in column.Percentiles)
                        figures[string.Create(CultureInfo.InvariantCulture, $"{column.Name}:p{Math.Round(percentile.Share * 100)}")] = Number(percentile.Value);
                }
                break;
            case GroupByAnswer groups:
                foreach (var group in groups.Groups)
                {
                    for (int i = 0; i < groups.Aggregates.Count; i++)
                        figures[$"{group.Keys[0]}:{groups.Aggregates[i].Split('(')[0]}"] = Number(group.Values[i]);
                }
                break;
            case MissingAnswer missing:
                foreach (var column in missing.Columns)
                    figures[column.Name] = column.Nulls;
                break;
            case CorrelationAnswer correlation:
                for (int i = 0; i < correlation.Columns.Count; i++)
                {
                    for (int j = i + 1; j < correlation.Columns.Count; j++)
                        figures[$"{correlation.Columns[i]}~{correlation.Columns[j]}"] = Finite(correlation.R[i][j]);
                }
                break;
            case AggregateAnswer aggregate:
                for (int i = 0; i < aggregate.Aggregates.Count; i++)
                    figures[aggregate.Aggregates[i].Split('(')[0]] = Number(aggregate.Values[i]);
                break;
            case ValueCountsAnswer counts:
                foreach (var (value, count) in counts.Counts)
                    figures[value.ToString()] = count;
                break;
            default:
                throw new ArgumentException($"{answer.GetType().Name} is not compared.", nameof(answer));
        }
        return figures;
    }

    private static double? Number(Scalar value) => value.IsNull ? null : Finite(value.AsDouble);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
