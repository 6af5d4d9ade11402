using System.Text.Json;
using Grid.Columns;

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
        Assert.Equal("bootstrap=false; max_depth=2", results.Best!.Candidate.ToString());
    }

    [Fact]
    public void Scores_that_are_not_a_number_rank_last()
    {
        var results = SearchResults.Of(Plan, 1, [Trial(0, 1, double.NaN, -2, -1)]);
        Assert.Equal([3, 2, 1], results.Candidates.Select(c => c.RankTestScore));
        var none = SearchResults.Of(Plan, 1, [Trial(0, 1, double.NaN, double.NaN, double.NaN)]);
        Assert.Equal([1, 1, 1], none.Candidates.Select(c => c.RankTestScore));
        Assert.Null(none.Best);
        Assert.StartsWith("no candidate could be scored by accuracy", Assert.Throws<LearningException>(none.RequireBest).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_scorings_are_a_column_each_and_one_of_them_chooses()
    {
        var spec = new SearchSpec { Grid = "max_depth=1,2,3; bootstrap=false", Trees = 3, Scoring = "neg_log_loss, accuracy,roc_auc", RefitScoring = "accuracy" };
        var plan = SearchPlan.Of(spec);
        Assert.Equal(["accuracy", "neg_log_loss", "roc_auc_ovr"], plan.Scorings.Select(s => s.Name));
        var matrix = Tables.MadeMatrix(5, 200, 4, 30, 3);
        var folds = FoldPlan.Of(matrix, new FoldOptions { Folds = 3 });
        var results = GridSearch.Run(matrix, plan, folds);
        for (int s = 0; s < 3; s++)
        {
            var alone = GridSearch.Run(matrix, SearchPlan.Of(spec with { Scoring = plan.Scorings[s].Name, RefitScoring = null }), folds);
            Assert.Equal(alone.Candidates.Select(c => (c.MeanTestScore, c.RankTestScore)), results.Candidates.Select(c => (c.Scores[s].MeanTestScore, c.Scores[s].RankTestScore)));
            if (s == 0)
                Assert.Equal(alone.Best!.Candidate.Index, results.Best!.Candidate.Index);
        }
    }

    [Fact]
    public void A_candidate_that_cannot_be_scored_says_why_and_is_never_the_best()
    {
        // Each group is of one class. Two splits tell the classes apart, where kappa is not defined; one cannot.
        var rows = Enumerable.Range(0, 80).ToArray();
        var batch = RecordBatch.From(Column("a", i => i & 1), Column("b", i => i >> 1 & 1), Column("y", i => (i ^ i >> 1) & 1), Column("g", i => i % 8));
        var matrix = TrainingMatrix.Build([batch], "y", LearningTask.Classification, new MatrixOptions { Features = ["a", "b"] });
        var folds = FoldPlan.Of(matrix, new FoldOptions { Folds = 8, Groups = "g" }, [batch]);
        SearchResults Search(string scoring) => GridSearch.Run(matrix, SearchPlan.Of(new SearchSpec { Grid = "max_depth=2,1; bootstrap=false; max_features=none", Scoring = scoring, Trees = 1 }), folds);
        var results = Search("cohen_kappa");
        Assert.Equal("on splits 0, 1, 2, 3 and others all test rows are of one class and predicted as it, where cohen_kappa is not defined", results.Candidates[0].Fault);
        Assert.Equal([2, 1], results.Candidates.Select(c => c.RankTestScore));
        Assert.Equal("bootstrap=false; max_depth=1; max_features=none", results.Best!.Candidate.ToString());
        var both = Search("accuracy,cohen_kappa");
        Assert.Equal(0, both.Best!.Candidate.Index);
        Assert.NotNull(both.Best.Scores[1].Fault);
        Assert.Null(both.Best.Fault);

        (string, Column) Column(string name, Func<int, int> of) => (name, ColumnFactory.Int64([.. rows.Select(i => (long?)of(i))]));
    }

    [Fact]
    public void Scorings_that_are_none_or_do_not_go_together_are_refused()
    {
        Assert.Contains("named twice", Refused("accuracy,accuracy", null), StringComparison.Ordinal);
        Assert.Contains("named twice", Refused("roc_auc,roc_auc_ovr", null), StringComparison.Ordinal);
        Assert.Contains("did you mean 'f1_macro'?", Refused("accuracy,f1_macr", null), StringComparison.Ordinal);
        Assert.Contains("'f1_macr' is to choose the best candidate, but is none of the scorings; did you mean 'f1_macro'?", Refused("accuracy,f1_macro", "f1_macr"), StringComparison.Ordinal);
        var matrix = Tables.MadeMatrix(5, 60, 2, 30, 3);
        var plan = SearchPlan.Of(new SearchSpec { Grid = "max_depth=1", Scoring = "accuracy,precision" });
        Assert.Contains("precision is of two classes, and 'y' has 3, so that no candidate can be scored; take precision_macro", Assert.Throws<LearningException>(() => GridSearch.Run(matrix, plan, FoldPlan.Of(matrix, new FoldOptions { Folds = 2 }))).Message, StringComparison.Ordinal);

        static string Refused(string names, string? chooser) =>
            Assert.Throws<LearningException>(() => SearchPlan.Of(new SearchSpec { Grid = "max_depth=1", Scoring = names, RefitScoring = chooser })).Message;
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
        Assert.Equal(Forest.Train(matrix, results.Best!.Candidate.Parameters).Encode(), GridSearch.Refit(matrix, results).Encode());
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
