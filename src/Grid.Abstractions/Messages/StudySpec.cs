using System.Text.Json.Serialization;
using Grid.Learning;
using Grid.Query;

namespace Grid.Abstractions;

/// <summary>What a study does, as data.</summary>
/// <param name="Search">The candidates, and how they are scored.</param>
/// <param name="Target">The column to predict.</param>
/// <param name="Features">The columns to learn from; null for all but the target.</param>
/// <param name="QuantileBins">Bins of a feature with too many distinct values for one each.</param>
/// <param name="Transforms">What is done to the dataset's rows first.</param>
/// <param name="Keep">Whether finished trials are stored, so that the study can go on where it was.</param>
/// <param name="IsNamed">Whether the study is to be found again by its key, and so to stand in the catalog.</param>
/// <param name="Refit">Whether the best candidate's forest is grown at the end.</param>
public sealed record StudySpec(
    SearchSpec Search, string Target, IReadOnlyList<string>? Features, int QuantileBins, IReadOnlyList<Transform> Transforms, bool Keep, bool IsNamed, bool Refit)
{
    /// <summary>The column that says how much each row counts; null for each counting once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Weights { get; init; }

    /// <summary>The plan of <see cref="Search"/>, where whoever asks has made it in this process: beyond it, the silo makes it once for all.</summary>
    [JsonIgnore]
    public SearchPlan? Plan { get; init; }
}
