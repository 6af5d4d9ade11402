using Grid.Columns;
using Grid.Learning;
using Grid.Query;

namespace Grid.Cli;

/// <summary>What features are worth to a model, as tables.</summary>
internal static class ImportanceTables
{
    /// <summary>Importances, the greatest first: by shuffling where there are rows, else by the trees.</summary>
    public static ReportTable Of(Forest model, IReadOnlyList<PermutationImportance>? shuffled, Scoring scoring)
    {
        var order = Enumerable.Range(0, model.Features.Count).OrderByDescending(f => shuffled?[f].Mean ?? model.Importances[f]).ThenByDescending(f => model.Importances[f]);
        var table = AnswerTable.Of(
            [("feature", false), ("impurity", true), ("impurity_std", true), .. shuffled is null ? Array.Empty<(string, bool)>() : [("permutation", true), ("permutation_std", true)]],
            [.. order.Select(f => (IReadOnlyList<Scalar>)
            [
                Scalar.Text(model.Features[f].Name), Scalar.Float64(model.Importances[f]), model.ImportanceDeviations is { } std ? Scalar.Float64(std[f]) : Scalar.Null,
                .. shuffled is null ? Array.Empty<Scalar>() : [Scalar.Float64(shuffled[f].Mean), Scalar.Float64(shuffled[f].Std)],
            ])]);
        string how = shuffled is null ? "by how much each lessens the impurity" : $"by impurity, and by what {scoring} loses where each is shuffled";
        return new ReportTable("importance", $"importance of features for '{model.Target}', {how}", table);
    }

    /// <summary>A partial dependence.</summary>
    public static ReportTable Of(Forest model, string feature, IReadOnlyList<PartialDependence> points) => new(
        "dependence", $"what is predicted for '{model.Target}' on average, by {feature}", AnswerTable.Of(
            [(feature, false), .. model.Labels is { } labels ? labels.Names.Select(name => ($"probability_{name}", true)) : [("prediction", true)]],
            [.. points.Select(p => (IReadOnlyList<Scalar>)[IsNumber(model, feature) ? Scalar.Float64(p.Value) : Scalar.Text(p.Name), .. p.Means.Select(Scalar.Float64)])]));

    private static bool IsNumber(Forest model, string feature)
    {
        var known = model.Features.First(f => f.Name == feature);
        return known.Categories is null && (known.Type.IsInteger || known.Type.Kind == LogicalKind.Real);
    }
}
