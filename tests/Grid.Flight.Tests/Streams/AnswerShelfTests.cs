using Grid.Columns;

namespace Grid.Flight.Tests;

public sealed class AnswerShelfTests
{
    [Fact]
    public void An_answer_is_taken_once_and_leaves_nothing()
    {
        using var shelf = new AnswerShelf();
        var answer = Answer(100);

        string name = shelf.Put(answer)!;

        Assert.Equal(800, shelf.Bytes);
        Assert.Same(answer, shelf.Take(name));
        Assert.Null(shelf.Take(name));
        Assert.Equal(0, shelf.Bytes);
    }

    [Fact]
    public void No_more_is_kept_than_there_is_room_for()
    {
        using var shelf = new AnswerShelf(budget: 1000);

        string first = shelf.Put(Answer(100))!;

        Assert.Null(shelf.Put(Answer(100)));
        shelf.Take(first);
        Assert.NotNull(shelf.Put(Answer(100)));
    }

    [Fact]
    public async Task What_nobody_takes_goes()
    {
        using var shelf = new AnswerShelf(keptFor: TimeSpan.FromMilliseconds(1));

        shelf.Put(Answer(10));

        await TestCluster.UntilAsync(() => shelf.Bytes == 0, "the answer is gone");
    }

    private static HeldAnswer Answer(int rows) => new(RecordBatch.From(("n", ColumnFactory.Primitive<long>(DataType.Int64, new long[rows]))), default);
}
