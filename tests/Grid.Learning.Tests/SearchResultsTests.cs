using System.Text.Json;

namespace Grid.Learning.Tests;

public class SearchResultsTests
{
    private static readonly SearchPlan Plan = SearchPlan.Of(new SearchSpec { Grid = "max_depth=1,2,3; bootstrap=false", Trees = 3 });

    [Fact]
    public void The_longest_trials_are_run_first()
    {
        var matrix = Tables.MadeMatrix(2, 60, 6, 20, 0);
        var plan = SearchPlan.Of(new SearchSpec { Task = LearningTask.Regression, Grid = "max_features=1,none,3", Trees = 2 });
        var families = new List<int>();
        GridSearch.Run(matrix, plan, FoldPlan.Of(matrix, new FoldOptions { Folds = 2 }), workers: 1, trial => families.Add(trial.Family));
        Assert.Equal([1, 1, 2, 2, 0, 0], families);
    }

    [Fact]
    public void Means_deviations_and_ranks_are_those_of_cv_results()
    {
        var results = SearchResults.Of(Plan, 2, [Trial(1, 4, 0.75, 0.5, 0.75), Trial(0, 2, 0.25, 0.75, 0.25)]);
        Assert.Equal([0.5, 0.625, 0.5], results.Candidates.Select(c => c.MeanTestScore));
        Assert.Equal([0.25, 0.125, 0.25], results.Candidates.Select(c => c.StdTestScore));
        Assert.Equal([2, 1, 2], results.Candidates.Select(c => c.RankTestScore));
        Assert.Equal([0.25, 0.75], results.Candidates[0].SplitTestScores);
        // Six seconds over two splits and three members.
        Assert.All(results.Candidates, c => Assert.Equal(1.0, c.MeanFitTime, 1e-12));
        Assert.Equal("bootstrap=false; max_depth=2", results.Best.Candidate.ToString());
    }

    [Fact]
    public void Scores_that_are_not_a_number_rank_last()
    {
        var results = SearchResults.Of(Plan, 1, [Trial(0, 1, double.NaN, -2, -1)]);
        Assert.Equal([3, 2, 1], results.Candidates.Select(c => c.RankTestScore));
        var none = SearchResults.Of(Plan, 1, [Trial(0, 1, double.NaN, double.NaN, double.NaN)]);
        Assert.Equal([1, 1, 1], none.Candidates.Select(c => c.RankTestScore));
    }

    [Fact]
    public void A_missing_trial_is_an_error() => Assert.Throws<ArgumentException>(() => SearchResults.Of(Plan, 2, [Trial(0, 1, 1, 2, 3)]));

    [Fact]
    public void A_spec_survives_json_and_gives_the_same_plan()
    {
        var spec = new SearchSpec { Grid = "max_depth=3,none; n_estimators=5,10; max_features=1,2,3,4", RandomCandidates = 5, Scoring = "f1_macro", Seed = 4, Folds = new FoldOptions { Folds = 3, Shuffle = true } };
        var read = JsonSerializer.Deserialize<SearchSpec>(JsonSerializer.Serialize(spec))!;
        Assert.Equal(spec, read);
        Assert.Equal(SearchPlan.Of(spec).Candidates.Select(c => c.ToString()), SearchPlan.Of(read).Candidates.Select(c => c.ToString()));
        Assert.Equal(Scoring.F1Macro, SearchPlan.Of(read).Scoring);
    }

    [Fact]
    public void The_best_candidate_is_grown_on_all_rows()
    {
        var matrix = Tables.MadeMatrix(5, 200, 4, 30, 3);
        var folds = FoldPlan.Of(matrix, new FoldOptions { Folds = 3 });
        var results = GridSearch.Run(matrix, Plan, folds);
        Assert.Equal(Forest.Train(matrix, results.Best.Candidate.Parameters).Encode(), GridSearch.Refit(matrix, results).Encode());
    }

    [Fact]
    public void A_search_of_the_wrong_kind_is_refused()
    {
        var matrix = Tables.MadeMatrix(5, 50, 2, 30, 0);
        Assert.Throws<LearningException>(() => GridSearch.Run(matrix, Plan, FoldPlan.Of(matrix, new FoldOptions { Folds = 2 })));
        Assert.Throws<LearningException>(() => SearchPlan.Of(new SearchSpec { Grid = "max_depth=1", Trees = 0 }));
    }

    private static TrialResult Trial(int split, double seconds, params double[] scores) => new(0, split, 0, 3, seconds, scores, null);
}
