using System.Text;
using Grid.Columns;

namespace Grid.Query.Tests;

public sealed class TextNumbersTests
{
    [Fact]
    public void Threads_that_number_the_same_texts_at_once_agree_and_leave_no_gap()
    {
        var numbers = new TextNumbers();
        var random = new Random(3);
        string?[][] columns = [.. Enumerable.Range(0, 6).Select(_ => Enumerable.Range(0, 20_000).Select(_ => TextOf(random.Next(9000))).ToArray())];
        int[][] found = Array.ConvertAll(columns, column => new int[column.Length]);
        Parallel.For(0, columns.Length, c => numbers.Number(ColumnFactory.Utf8(columns[c]), found[c]));

        var numberOf = new Dictionary<string, int>();
        foreach (var (text, number) in columns.Zip(found).SelectMany(c => c.First.Zip(c.Second)))
        {
            if (text is null)
                Assert.Equal(-1, number);
            else if (!numberOf.TryAdd(text, number))
                Assert.Equal(numberOf[text], number);
        }
        Assert.Equal(Enumerable.Range(0, numberOf.Count), numberOf.Values.Order());
        var texts = numbers.Texts();
        Assert.Equal(numberOf.Count, texts.Count);
        foreach (var (text, number) in numberOf)
        {
            Assert.Equal(text, Encoding.UTF8.GetString(texts.Text(number)));
            Assert.Equal(StableHash.Of(Encoding.UTF8.GetBytes(text)), texts.Hashes[number]);
            Assert.Equal(number, NumberOf(numbers, text));
        }
    }

    [Fact]
    public void Texts_so_far_stay_as_they_are_while_others_come()
    {
        var numbers = new TextNumbers();
        Assert.Equal(0, NumberOf(numbers, "a"));
        var before = numbers.Texts();
        Assert.Same(before, numbers.Texts());
        for (int i = 0; i < 5000; i++)
            NumberOf(numbers, $"another text {i}");
        Assert.Equal(1, before.Count);
        Assert.Equal("a"u8, before.Text(0));
        Assert.NotSame(before, numbers.Texts());
        Assert.Throws<InvalidOperationException>(() => before.Append("b"u8, 0));
    }

    private static int NumberOf(TextNumbers numbers, string text)
    {
        int[] found = [-1];
        numbers.Number(ColumnFactory.Utf8(text), found);
        return found[0];
    }

    // Empty and null, short and long, and some that are alike but for their length.
    private static string? TextOf(int i) => (i % 5) switch
    {
        0 => i % 100 == 0 ? null : $"id{i:0000000000}",
        1 => new string('x', i % 97),
        2 => $"a text that is too long to be told apart by fifteen bytes {i}",
        3 => $"{(char)('a' + (i % 26))}\0{i % 3}",
        _ => $"é{i}",
    };
}
