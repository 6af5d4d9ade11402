using Grid.Learning;
using Grid.Sources;

namespace Grid.Client.Tests.Search;

public sealed class SearchTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_search_finds_what_the_learning_room_finds_by_itself_to_the_bit(int threads)
    {
        var (results, forest) = Digits.Alone(Digits.Search);
        await using var grid = await GridClient.OpenAsync(new GridOptions { Threads = threads }, Test.Token);
        var digits = await grid.ReadCsvAsync(Digits.Path, new CsvOptions { SplitBytes = 64 << 10 }, Test.Token);
        Assert.True(digits.Partitions > 1);

        var outcome = await digits.SearchAsync(Digits.Search, cancellation: Test.Token);

        Digits.AssertSame(results, outcome.CvResults);
        Assert.Equal(forest.Encode(), outcome.BestForest!.Encode());
        Assert.Equal((8, 0), (outcome.TrialsTrained, outcome.TrialsResumed));
    }

    [Fact]
    public async Task Folds_by_group_are_those_of_the_learning_room_and_the_group_is_no_feature()
    {
        var search = Digits.Search with { ParamGrid = "max_depth=5", NEstimators = 4, Cv = new FoldOptions { Folds = 3, Groups = "pixel_2_2" } };
        await using var grid = await GridClient.OpenAsync(cancellation: Test.Token);
        var digits = await grid.ReadCsvAsync(Digits.Path, new CsvOptions { SplitBytes = 64 << 10 }, Test.Token);

        var outcome = await digits.SearchAsync(search, cancellation: Test.Token);

        Digits.AssertSame(Digits.Alone(search).Results, outcome.CvResults);
        Assert.Equal(63, outcome.BestForest!.Features.Count);
        Assert.DoesNotContain("pixel_2_2", outcome.BestForest.Features.Select(f => f.Name));
    }

    [Fact]
    public async Task Trials_fewer_than_threads_go_out_in_blocks_of_trees_and_score_the_same()
    {
        var search = Digits.Search with { ParamGrid = "max_depth=4,none; n_estimators=5,17", Cv = new FoldOptions { Folds = 2 } };
        await using var grid = await GridClient.OpenAsync(new GridOptions { Threads = 7 }, Test.Token);
        var digits = await grid.ReadCsvAsync(Digits.Path, cancellation: Test.Token);

        var outcome = await digits.SearchAsync(search, cancellation: Test.Token);

        Digits.AssertSame(Digits.Alone(search).Results, outcome.CvResults);
        Assert.Equal(2, outcome.TrialsTrained);
    }

    [Fact]
    public async Task A_regression_is_searched_and_predicted()
    {
        using var data = new SampleFolder().WithTrips("a.csv", 800);
        await using var grid = await GridClient.OpenAsync(cancellation: Test.Token);
        var trips = await grid.ReadCsvAsync(data["a.csv"], cancellation: Test.Token);
        var search = new ForestSearch
        {
            Task = LearningTask.Regression,
            Target = "fare_amount",
            Features = ["VendorID", "trip_distance", "payment"],
            ParamGrid = "max_depth=2,none",
            NEstimators = 5,
        };

        var outcome = await trips.SearchAsync(search, cancellation: Test.Token);
        var predictions = await trips.PredictAsync(outcome.BestForest!, Test.Token);

        Assert.Equal("r2", outcome.CvResults.Scoring.Name);
        Assert.Equal((800, null), (predictions.Rows, predictions.Labels));
        Assert.Equal(Grid.Columns.DataType.Float64, predictions.Values.Type);
        Assert.True(predictions.ProbabilitiesOf(0).IsEmpty);
    }

    [Fact]
    public async Task Transforms_come_before_the_search_and_the_prediction()
    {
        using var data = new SampleFolder().WithTrips("a.csv", 1000);
        await using var grid = await GridClient.OpenAsync(cancellation: Test.Token);
        var trips = await grid.ReadCsvAsync(data["a.csv"], cancellation: Test.Token);
        var some = trips.Filter("trip_distance < 20").WithColumn("share", "tip_amount / fare_amount").FillNulls("share", 0).Drop("pickup", "tip_amount");
        var search = new ForestSearch { Target = "payment", ParamGrid = "max_depth=3,none", NEstimators = 4, Cv = new FoldOptions { Folds = 3 } };

        var outcome = await some.SearchAsync(search, cancellation: Test.Token);
        var predictions = await some.PredictAsync(outcome.BestForest!, Test.Token);

        Assert.Equal(["VendorID", "trip_distance", "fare_amount", "share"], outcome.BestForest!.Features.Select(f => f.Name));
        Assert.Equal((await some.HeadAsync(1000, cancellation: Test.Token)).Rows.Count, predictions.Rows);
        Assert.Equal(["card", "cash"], predictions.Labels!.Names);
        Assert.Equal(1, predictions.ProbabilitiesOf(3).ToArray().Sum(), 12);
    }

    [Fact]
    public async Task Predictions_of_a_frame_in_partitions_are_those_of_the_whole_table()
    {
        var (_, forest) = Digits.Alone(Digits.Search);
        await using var grid = await GridClient.OpenAsync(cancellation: Test.Token);
        var whole = await (await grid.ReadCsvAsync(Digits.Path, cancellation: Test.Token)).PredictAsync(forest, Test.Token);
        var parted = await (await grid.ReadCsvAsync(Digits.Path, new CsvOptions { SplitBytes = 32 << 10 }, Test.Token)).PredictAsync(forest, Test.Token);

        Assert.Equal(1797, whole.Rows);
        Assert.Equal(Codes(whole), Codes(parted));
        Assert.Equal(whole.ProbabilitiesOf(1796).ToArray(), parted.ProbabilitiesOf(1796).ToArray());
        // The first ten rows of the data are the digits 0 to 9, and a forest knows what it has learned.
        Assert.Equal(Enumerable.Range(0, 10), Codes(whole).Take(10));

        static IEnumerable<int> Codes(Predictions p) => Enumerable.Range(0, p.Rows).Select(((Grid.Columns.DictionaryColumn)p.Values).Code);
    }

    [Fact]
    public async Task Progress_ends_with_every_trial_and_candidate_and_the_best_of_the_table()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Test.Token);
        var digits = await grid.ReadCsvAsync(Digits.Path, cancellation: Test.Token);
        var reports = new Reports<SearchProgress>();

        var outcome = await digits.SearchAsync(Digits.Search, reports, Test.Token);

        var last = reports.Last;
        Assert.Equal((8, 8, 16, 16, 0), (last.TrialsDone, last.Trials, last.CandidatesScored, last.Candidates, last.TrialsResumed));
        Assert.Equal((outcome.Best.MeanTestScore, outcome.Best.Candidate.Index), (last.BestScore, last.Best!.Index));
        Assert.Equal(1, last.Share);
    }
}
