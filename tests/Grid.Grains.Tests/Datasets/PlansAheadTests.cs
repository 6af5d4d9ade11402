using Grid.Sources;

namespace Grid.Grains.Tests.Datasets;

public sealed class PlansAheadTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly PlansAhead _plans = new();

    public PlansAheadTests() => File.WriteAllText(_file, "a,b\n1,x\n2,y\n");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task A_plan_that_was_begun_is_taken_over_once()
    {
        _plans.Begin(Request("one"));

        var plan = await _plans.Take("one", TestContext.Current.CancellationToken)!;

        Assert.Equal(["a", "b"], plan.Schema.Fields.Select(f => f.Name));
        Assert.Null(_plans.Take("one", TestContext.Current.CancellationToken));
        Assert.Null(_plans.Take("other", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_wrong_with_the_files_is_told_to_whoever_takes_the_plan_over()
    {
        _plans.Begin(Request("one") with { Paths = [_file + ".gone"] });

        await Assert.ThrowsAsync<SourceException>(() => _plans.Take("one", TestContext.Current.CancellationToken)!);
    }

    [Fact]
    public async Task A_plan_that_was_taken_over_is_cancelled_with_its_dataset()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        _plans.Begin(Request("one"));

        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _plans.Take("one", cancel.Token)!);

        Assert.Equal(cancel.Token, thrown.CancellationToken);
    }

    [Fact]
    public void A_plan_that_was_ended_is_not_taken_over()
    {
        _plans.Begin(Request("one"));

        _plans.End("one");
        _plans.End("other");

        Assert.Null(_plans.Take("one", TestContext.Current.CancellationToken));
    }

    private PlanRequest Request(string name) => new([_file], new CsvOptions()) { Name = name };
}
