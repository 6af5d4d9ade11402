using Grid.Columns;

namespace Grid.Grains.Tests.Memory;

public sealed class SiloTextsTests
{
    private static readonly Utf8Column s_column = ColumnFactory.Utf8([.. Enumerable.Range(0, 4000).Select(i => $"text {i % 1000}")]);
    private readonly SiloMemory _memory = new("local", 8 << 20);

    [Fact]
    public void Partitions_of_a_load_share_their_numbers_until_the_last_leaves()
    {
        var texts = new SiloTexts(_memory);
        var shared = texts.Join("trips/1/0");
        Assert.Same(shared, texts.Join("trips/1/1"));
        Assert.NotSame(shared, texts.Join("trips/2/0"));

        Assert.True(shared.Prepare("a", s_column));
        Assert.InRange(texts.Bytes, 16_000, 1 << 20);
        Assert.Equal(texts.Bytes, _memory.Used);

        texts.Leave("trips/1/0");
        texts.Leave("trips/1/0");
        Assert.Equal(shared.Bytes, _memory.Used);
        texts.Leave("trips/1/1");
        Assert.Equal(0, _memory.Used);
        Assert.NotSame(shared, texts.Join("trips/1/0"));
    }

    [Fact]
    public void Numbers_take_an_eighth_of_the_budget_at_most()
    {
        var texts = new SiloTexts(new SiloMemory("local", 400_000));
        Assert.False(texts.Join("trips/1/0").Prepare("a", s_column));
        Assert.Equal(0, texts.Bytes);
    }

    [Fact]
    public void Numbers_go_where_something_else_does_not_fit()
    {
        var texts = new SiloTexts(_memory);
        Assert.True(texts.Join("trips/1/0").Prepare("a", s_column));

        _memory.Reserve("trips/2/0", _memory.Budget, "Loading trips");

        Assert.Equal(0, texts.Bytes);
        Assert.Equal(_memory.Budget, _memory.Used);
        Assert.False(texts.Join("trips/1/0").Prepare("a", s_column));
    }
}
