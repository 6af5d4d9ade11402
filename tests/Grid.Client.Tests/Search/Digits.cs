using Grid.Learning;
using Grid.Sources;

namespace Grid.Client.Tests.Search;

/// <summary>The digits data, and searches over it that take a moment.</summary>
internal static class Digits
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "data", "digits.csv");

    public static ForestSearch Search { get; } = new()
    {
        Target = "target",
        ParamGrid = "max_depth=3,none; max_features=2,8; min_samples_split=2,10; n_estimators=3,6",
        Cv = new FoldOptions { Folds = 4 },
        Seed = 11,
    };

    /// <summary>The table and the forest as the learning room makes them by itself.</summary>
    public static (SearchResults Results, Forest Best) Alone(ForestSearch search)
    {
        var options = new CsvOptions();
        var plan = SourcePlanner.PlanAsync([Path], options, CancellationToken.None).GetAwaiter().GetResult();
        var batches = plan.Splits.SelectMany(s => SplitReader.Read(s, plan.Schema, options, null, CancellationToken.None).Batches).ToArray();
        var matrix = TrainingMatrix.Build(
            batches, search.Target, search.Task, new MatrixOptions { Features = TrainingMatrix.FeaturesOf(plan.Schema, search.Target, null, search.Cv.Groups) });
        var results = GridSearch.Run(matrix, SearchPlan.Of(search.Spec), FoldPlan.Of(matrix, search.Cv, batches));
        return (results, GridSearch.Refit(matrix, results));
    }

    /// <summary>Asserts that two tables are the same to the bit, fit times aside.</summary>
    public static void AssertSame(SearchResults expected, SearchResults actual)
    {
        Assert.Equal(expected.Candidates.Count, actual.Candidates.Count);
        foreach (var (a, b) in expected.Candidates.Zip(actual.Candidates))
        {
            Assert.Equal(a.Candidate.ToString(), b.Candidate.ToString());
            Assert.Equal(a.SplitTestScores.Select(BitConverter.DoubleToInt64Bits), b.SplitTestScores.Select(BitConverter.DoubleToInt64Bits));
            Assert.Equal((a.MeanTestScore, a.StdTestScore, a.RankTestScore), (b.MeanTestScore, b.StdTestScore, b.RankTestScore));
        }
        Assert.Equal(expected.Best!.Candidate.Index, actual.Best!.Candidate.Index);
    }
}
