using Grid.Learning;

namespace Grid.Client.Tests.Search;

public sealed class WrongSearchTests : IDisposable
{
    private readonly SampleFolder _data = new();

    public void Dispose() => _data.Dispose();

    public static TheoryData<string, ForestSearch> Wrong => new()
    {
        { "there is no parameter 'max_dept'; did you mean 'max_depth'?", Good with { ParamGrid = "max_dept=3" } },
        { "max_features cannot be 'sqr'", Good with { ParamGrid = "max_features=sqr" } },
        { "0 candidates", Good with { ParamGrid = "" } },
        { "0 candidates were asked for", Good with { NIter = 0 } },
        { "there is no scoring 'acuracy'", Good with { Scoring = "acuracy" } },
        { "has no column 'lable' to be a target; did you mean 'label'?", Good with { Target = "lable" } },
        { "has no column 'xx' to be a feature", Good with { Features = ["xx"] } },
        { "'constant'", Good with { Target = "constant" } },
        { "'holes'", Good with { Target = "holes" } },
        { "fewer rows than the 5 folds", Good with { Cv = new FoldOptions { Folds = 5 } } },
        { "1 folds were asked for", Good with { Cv = new FoldOptions { Folds = 1 } } },
        { "has no column 'wrd' to be a group; did you mean 'word'?", Good with { Cv = new FoldOptions { Folds = 2, Groups = "wrd" } } },
        { "the group 'holes' is null in row 2", Good with { Features = ["x"], Cv = new FoldOptions { Folds = 2, Groups = "holes" } } },
        { "'word' has 3 groups, fewer than the 4 folds", Good with { Features = ["x"], Cv = new FoldOptions { Folds = 4, Groups = "word" } } },
        { "'word' is both the group and a feature", Good with { Features = ["x", "word"], Cv = new FoldOptions { Folds = 2, Groups = "word" } } },
        { "cannot be shuffled", Good with { Cv = new FoldOptions { Folds = 2, Groups = "word", Shuffle = true } } },
        { "cannot be stratified", Good with { Cv = new FoldOptions { Folds = 2, Groups = "word", Stratified = true } } },
        { "text", Good with { Task = LearningTask.Regression, Target = "word" } },
        { "the splits that the column 'word' tells of are not known before its rows are read; take folds of another kind, or halve by trees", Good with { Halving = 3, Resource = "rows", Cv = new FoldOptions { Column = "word" } } },
        { "rounds have ever more trees or rows, and not 'row'", Good with { Halving = 3, Resource = "row" } },
        { "only the rounds of a search by halving have ever more rows", Good with { Resource = "rows" } },
        { "70000 quantile bins were asked for", Good with { QuantileBins = 70_000 } },
    };

    private static ForestSearch Good { get; } = new() { Target = "label", ParamGrid = "max_depth=2", NEstimators = 2, Cv = new FoldOptions { Folds = 2 } };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_wrong_with_a_search_is_said_in_one_line(string expected, ForestSearch search)
    {
        await using var grid = await GridClient.OpenAsync(new GridOptions { Threads = 1 }, Test.Token);
        var table = await grid.ReadCsvAsync(Table(), cancellation: Test.Token);

        var thrown = await Assert.ThrowsAsync<LearningException>(() => table.SearchAsync(search, cancellation: Test.Token));

        Assert.Contains(expected, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', thrown.Message);
    }

    [Fact]
    public async Task A_table_that_lacks_a_feature_is_not_predicted()
    {
        await using var grid = await GridClient.OpenAsync(new GridOptions { Threads = 1 }, Test.Token);
        var table = await grid.ReadCsvAsync(Table(), cancellation: Test.Token);
        var model = (await table.SearchAsync(Good with { Features = ["x", "word"] }, cancellation: Test.Token)).BestForest!;

        var thrown = await Assert.ThrowsAsync<LearningException>(() => table.Drop("x").PredictAsync(model, Test.Token));

        var near = await Assert.ThrowsAsync<LearningException>(() => table.WithColumn("wordy", "word").Drop("word").PredictAsync(model, Test.Token));

        Assert.Contains("lacks the feature 'x'", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("lacks the feature 'word' that the model learned from; did you mean 'wordy'?", near.Message, StringComparison.Ordinal);
        Assert.Equal(8, (await table.PredictAsync(model, Test.Token)).Rows);
    }

    [Fact]
    public async Task Columns_that_are_missing_are_told_before_anything_is_loaded()
    {
        await using var grid = await GridClient.OpenAsync(new GridOptions { Threads = 1 }, Test.Token);
        var model = (await (await grid.ReadCsvAsync(Table(), cancellation: Test.Token)).SearchAsync(Good with { Features = ["x"] }, cancellation: Test.Token)).BestForest!;
        var table = await grid.ReadCsvAsync(Table(), cancellation: Test.Token);

        await Assert.ThrowsAsync<LearningException>(() => table.SearchAsync(Good with { Target = "lable" }, cancellation: Test.Token));
        await Assert.ThrowsAsync<LearningException>(() => table.Drop("x").PredictAsync(model, Test.Token));

        Assert.Equal(0, table.Load.Rows);
        Assert.Equal(8, (await table.PredictAsync(model, Test.Token)).Rows);
        Assert.Equal(8, table.Load.Rows);
    }

    [Fact]
    public async Task Training_data_beyond_the_budget_is_refused_and_nothing_of_it_stays()
    {
        _data.WithTrips("trips.csv", 30_000);
        await using var grid = await GridClient.OpenAsync(new GridOptions { Threads = 1, MemoryBudget = 1 << 20 }, Test.Token);
        var trips = await (await grid.ReadCsvAsync(_data["trips.csv"], cancellation: Test.Token)).PersistAsync(cancellation: Test.Token);
        var search = new ForestSearch { Target = "payment", ParamGrid = "max_depth=2", NEstimators = 2 };

        var thrown = await Assert.ThrowsAsync<Abstractions.MemoryBudgetException>(() => trips.SearchAsync(search, cancellation: Test.Token));

        Assert.Contains("The training data of study", thrown.Message, StringComparison.Ordinal);
        var outcome = await trips.Filter("trip_distance < 1").SearchAsync(search, cancellation: Test.Token);
        Assert.Equal(5, outcome.TrialsTrained);
    }

    private string Table()
    {
        File.WriteAllText(_data["t.csv"], "x,word,constant,holes,label\n1,a,7,1,a\n2,b,7,,b\n3,a,7,1,a\n4,b,7,0,b\n5,a,7,1,a\n6,b,7,0,b\n7,c,7,1,a\n8,c,7,0,b\n");
        return _data["t.csv"];
    }
}
