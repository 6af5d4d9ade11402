using Grid.Learning;
using Grid.Query;

namespace Grid.Cli;

/// <summary>How a model does on a table, as tables.</summary>
internal static class EvaluationTables
{
    private const int MostClassesShown = 30;

    /// <summary>What there is of classes.</summary>
    public static IReadOnlyList<string> OfClasses { get; } = ["scores", "report", "confusion", "roc", "pr", "calibration"];

    /// <summary>What there is of numbers.</summary>
    public static IReadOnlyList<string> OfNumbers { get; } = ["scores", "residuals"];

    /// <summary>The tables of an evaluation, in the order of these names.</summary>
    public static IReadOnlyList<ReportTable> Of(Evaluation evaluation)
    {
        string of = $"'{evaluation.Target}' on {Figures.Counted(evaluation.Rows, "row")}";
        var scores = new ReportTable("scores", $"scores of {of}", AnswerTable.Of(
            [("scoring", false), ("score", true), ("fault", false)],
            [.. evaluation.Scores.Select(s => (IReadOnlyList<Scalar>)[Scalar.Text(s.Scoring.Name), double.IsNaN(s.Value) ? Scalar.Null : Scalar.Float64(s.Value), s.Fault is null ? Scalar.Null : Scalar.Text(s.Fault)])]));
        if (evaluation.Residuals is { } residuals)
            return [scores, Residuals(residuals)];
        return
        [
            scores,
            new ReportTable("report", "by class", AnswerTable.Of(
                [("class", false), ("precision", true), ("recall", true), ("f1", true), ("support", true)],
                [.. evaluation.Reports.Select(r => (IReadOnlyList<Scalar>)[Scalar.Text(r.Name), Scalar.Float64(r.Precision), Scalar.Float64(r.Recall), Scalar.Float64(r.F1), Scalar.Int64(r.Support)])])),
            new ReportTable("confusion", "confusion: rows of a class (down) that are predicted as a class (across)", AnswerTable.Of(
                [("true", false), .. evaluation.Classes.Select(name => (name, true))],
                [.. evaluation.Confusion.Select((row, k) => (IReadOnlyList<Scalar>)[Scalar.Text(evaluation.Classes[k]), .. row.Select(Scalar.Int64)])]), evaluation.Classes.Count <= MostClassesShown),
            new ReportTable("roc", "ROC curve", AnswerTable.Of(
                [("class", false), ("threshold", true), ("false_positive_rate", true), ("true_positive_rate", true)],
                [.. evaluation.Curves.SelectMany(c => c.Roc.Select(p => Row(c.Class, p.Threshold, p.FalsePositiveRate, p.TruePositiveRate)))]), false),
            new ReportTable("pr", "precision–recall curve", AnswerTable.Of(
                [("class", false), ("threshold", true), ("precision", true), ("recall", true)],
                [.. evaluation.Curves.SelectMany(c => c.PrecisionRecall.Select(p => Row(c.Class, p.Threshold, p.Precision, p.Recall)))]), false),
            new ReportTable("calibration", "calibration: what is predicted, and how often it is so", AnswerTable.Of(
                [("class", false), ("mean_predicted", true), ("fraction_of_positives", true), ("rows", true)],
                [.. evaluation.Curves.SelectMany(c => c.Calibration.Select(b => (IReadOnlyList<Scalar>)[.. Row(c.Class, b.MeanPredicted, b.FractionOfPositives), Scalar.Int64(b.Rows)]))]), evaluation.Curves.Count == 1),
        ];
    }

    private static ReportTable Residuals(ResidualSummary residuals) => new("residuals", "residuals: what is true, less what is predicted", AnswerTable.Of(
        [("quantile", false), ("residual", true)],
        [
            [Scalar.Text("mean"), Scalar.Float64(residuals.Mean)], [Scalar.Text("std"), Scalar.Float64(residuals.Std)],
            .. residuals.Quantiles.Select(q => (IReadOnlyList<Scalar>)[Scalar.Text(q.Share.ToString(System.Globalization.CultureInfo.InvariantCulture)), Scalar.Float64(q.Residual)]),
        ]));

    private static IReadOnlyList<Scalar> Row(string name, params double[] figures) => [Scalar.Text(name), .. figures.Select(Scalar.Float64)];
}
