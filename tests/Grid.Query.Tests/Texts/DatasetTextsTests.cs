using Grid.Columns;

namespace Grid.Query.Tests;

public sealed class DatasetTextsTests
{
    private static readonly Utf8Column s_texts = ColumnFactory.Utf8([.. Enumerable.Range(0, 4000).Select(i => $"text {i % 1500}")]);

    [Fact]
    public void Numbers_are_made_once_and_what_they_take_is_given_back()
    {
        long taken = 0;
        var texts = new DatasetTexts(new Lock(), bytes => (taken += bytes) >= 0);
        var column = texts.Of("a");
        Assert.Null(column.Find(s_texts));
        int[]? numbers = column.Of(s_texts);
        Assert.Equal(Enumerable.Range(0, 4000).Select(i => i % 1500), numbers);
        Assert.Same(numbers, column.Of(s_texts));
        Assert.Same(numbers, column.Find(s_texts));
        Assert.Equal(1500, column.Count);
        Assert.InRange(taken, 4 * 4000, 4 * 4000 + (1500 * 200));
        Assert.Equal(taken, texts.Bytes);

        texts.Clear();
        Assert.Equal(0, taken);
        Assert.NotSame(column, texts.Of("a"));
        // Whoever still has the old ones takes nothing more.
        Assert.Null(column.Of(ColumnFactory.Utf8("more")));
        Assert.Equal(0, taken);
    }

    [Fact]
    public void What_is_given_back_is_given_back_once_though_more_room_is_asked_for_meanwhile()
    {
        long taken = 0;
        DatasetTexts? texts = null;
        texts = new DatasetTexts(new Lock(), bytes =>
        {
            taken += bytes;
            if (bytes < 0)
                texts!.Clear();
            return true;
        });
        Assert.NotNull(texts.Of("a").Of(s_texts));
        Assert.NotEqual(0, taken);
        texts.Clear();
        Assert.Equal(0, taken);
        Assert.NotNull(texts.Of("a").Of(s_texts));
        texts.End();
        Assert.Equal(0, taken);
        // For good.
        Assert.Null(texts.Of("b").Of(s_texts));
        texts.Clear();
        Assert.Null(texts.Of("b").Of(s_texts));
        Assert.Equal(0, taken);
    }

    [Fact]
    public void What_was_refused_for_want_of_memory_is_tried_again()
    {
        bool hasRoom = false;
        var texts = new DatasetTexts(new Lock(), _ => hasRoom).Of("a");
        Assert.Null(texts.Of(s_texts));
        hasRoom = true;
        Assert.NotNull(texts.Of(s_texts));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20_000)]
    public void Where_there_is_no_memory_there_are_no_numbers_and_nothing_is_kept_taken_for_them(long most)
    {
        long taken = 0;
        var texts = new DatasetTexts(new Lock(), bytes =>
        {
            if (taken + bytes > most)
                return false;
            taken += bytes;
            return true;
        });
        Assert.Null(texts.Of("a").Of(s_texts));
        Assert.InRange(taken, 0, most);
        texts.Clear();
        Assert.Equal(0, taken);
    }

    [Fact]
    public void Only_texts_that_recur_are_numbered_ahead()
    {
        var texts = new DatasetTexts(new Lock(), _ => true);
        Assert.True(texts.Prepare("a", s_texts));
        Assert.NotNull(texts.Of("a").Find(s_texts));
        Assert.False(texts.Prepare("b", ColumnFactory.Utf8([.. Enumerable.Range(0, 9000).Select(i => $"text {i}")])));
        Assert.False(texts.Prepare("c", ColumnFactory.Utf8()));
        Assert.False(texts.Prepare("d", ColumnFactory.Int64(1, 1)));
        Assert.Equal(0, texts.Of("b").Count);
    }

    [Fact]
    public void A_dictionary_has_a_number_for_each_code()
    {
        var texts = new DatasetTexts(new Lock(), _ => true).Of("a");
        texts.Of(ColumnFactory.Utf8("b", "c"));
        var coded = new DictionaryColumn(ColumnFactory.Primitive<int>(DataType.Int32, [2, 0, 0, 1]), ColumnFactory.Utf8("a", "b", "c"), false, false);
        Assert.Equal([2, 0, 1], texts.Of(coded)!);
    }
}
