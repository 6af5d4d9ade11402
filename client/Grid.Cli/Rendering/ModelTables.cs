using Grid.Learning;
using Grid.Query;

namespace Grid.Cli;

/// <summary>What a model is, as tables.</summary>
internal static class ModelTables
{
    private const string Test = "test";

    /// <summary>What there is of a model.</summary>
    public static IReadOnlyList<string> Of(bool hasClasses, bool hasTest = true) => ["model", "features", .. hasClasses ? new[] { "classes" } : [], .. hasTest ? new[] { Test } : []];

    /// <summary>The tables of a model, in the order of these names.</summary>
    public static IReadOnlyList<ReportTable> Of(Forest model)
    {
        var p = model.Parameters;
        (string Name, Scalar Value)[] facts =
        [
            ("kind", Scalar.Text($"{(p.ExtraTrees ? "extremely randomised trees" : "random forest")}, of {(model.Labels is null ? "numbers" : "classes")}")),
            ("target", Scalar.Text(model.Target)),
            ("features", Scalar.Int64(model.Features.Count)),
            ("classes", model.Labels is { } labels ? Scalar.Int64(labels.Count) : Scalar.Null),
            ("trees", Scalar.Int64(model.Trees.Count)),
            ("nodes", Scalar.Int64(model.Trees.Sum(t => (long)t.NodeCount))),
            ("leaves", Scalar.Int64(model.Trees.Sum(t => (long)t.LeafCount))),
            ("depth", Scalar.Int64(model.Trees.Max(t => t.Depth))),
            ("criterion", Scalar.Text(ParameterText.Of(p.Criterion.ToString()))),
            ("max_depth", Scalar.Text(p.MaxDepth?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none")),
            ("max_features", Scalar.Text(p.MaxFeatures.ToString())),
            ("min_samples_split", Scalar.Int64(p.MinSamplesSplit)),
            ("min_samples_leaf", Scalar.Int64(p.MinSamplesLeaf)),
            ("min_impurity_decrease", Scalar.Float64(p.MinImpurityDecrease)),
            ("max_leaf_nodes", Scalar.Text(p.MaxLeafNodes?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none")),
            ("ccp_alpha", Scalar.Float64(p.CcpAlpha)),
            ("bootstrap", Scalar.Bool(p.Bootstrap)),
            ("max_samples", Scalar.Text(p.MaxSamples.ToString())),
            ("class_weight", Scalar.Text(p.ClassWeight.ToString())),
            ("weights", model.WeightColumn is { } weights ? Scalar.Text(weights) : Scalar.Null),
            ("seed", Scalar.Text(p.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        ];
        var tables = new List<ReportTable>
        {
            new("model", $"model of '{model.Target}'", AnswerTable.Of([("property", false), ("value", false)], [.. facts.Where(f => !f.Value.IsNull).Select(f => (IReadOnlyList<Scalar>)[Scalar.Text(f.Name), f.Value])])),
            new("features", "features, in the order that it learned them in", AnswerTable.Of(
                [("feature", false), ("type", false), ("categories", true), ("importance", true)],
                [.. model.Features.Select((f, i) => (IReadOnlyList<Scalar>)[Scalar.Text(f.Name), Scalar.Text(f.Type.ToString()), f.Categories is { } texts ? Scalar.Int64(texts.Count) : Scalar.Null, Scalar.Float64(model.Importances[i])])])),
        };
        if (model.Labels is { } classes)
            tables.Add(new("classes", "classes, in the order of their probabilities", AnswerTable.Of([("class", false)], [.. classes.Names.Select(name => (IReadOnlyList<Scalar>)[Scalar.Text(name)])])));
        if (model.HeldOut is { } test)
            tables.Add(new(Test, $"scores on {Figures.Counted(test.Rows, "row")} held out of its search", AnswerTable.Of([("score", false), ("value", true)], [.. test.Scores.Select(s => (IReadOnlyList<Scalar>)[Scalar.Text(s.Key), Scalar.Float64(s.Value)])])));
        return tables;
    }
}
