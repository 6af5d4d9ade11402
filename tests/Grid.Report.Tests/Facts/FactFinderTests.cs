using System.Globalization;

namespace Grid.Report.Tests.Facts;

public sealed class FactFinderTests
{
    [Fact]
    public async Task Shapes_are_those_of_the_values_one_by_one()
    {
        var random = new Random(7);
        double[] values = [.. Enumerable.Range(0, 500).Select(i => i % 50 == 0 ? 0 : Math.Round(Math.Exp(3 * random.NextDouble() * random.NextDouble()) - 2, 3))];
        await using var table = await Table.OfAsync("x\n" + string.Join('\n', values.Select(v => v.ToString(CultureInfo.InvariantCulture))) + "\n");

        var shape = (await table.FactsAsync()).Columns[0].Shape!;

        double mean = values.Average(), deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        double[] sorted = [.. values.Order()];
        double low = Quantile(sorted, 0.25), high = Quantile(sorted, 0.75);
        Assert.Equal(values.Count(v => v == 0), shape.Zeros);
        Assert.Equal(values.Count(v => v < 0), shape.Negatives);
        Assert.Equal(values.Average(v => Math.Pow((v - mean) / deviation, 3)), shape.Skewness!.Value, 9);
        Assert.Equal(values.Count(v => v < low - 3 * (high - low) || v > high + 3 * (high - low)), shape.Outliers);
        Assert.True(shape.Outliers > 0 && shape.Negatives > 0);
    }

    [Fact]
    public async Task Every_kind_of_column_has_its_facts()
    {
        await using var table = await Table.OfAsync("i,d,t,b,s,n\n1,2020-01-01,2020-01-01T10:00:00,true,x,\n2,2020-01-02,2020-01-01T11:00:00,false,,\n2,2020-01-02,2020-01-01T11:00:00,false,y,\n");

        var facts = await table.FactsAsync();

        Assert.Equal(["i", "d", "t", "b", "s", "n"], facts.Columns.Select(c => c.Name));
        Assert.Equal([2, 2, 2, 2, 2, 0], facts.Columns.Select(c => c.Distinct));
        Assert.Equal([0, 0, 0, 0, 1, 3], facts.Columns.Select(c => c.Missing));
        Assert.All(facts.Columns, c => Assert.Equal(3, c.Rows));
        Assert.Null(facts.Columns[4].Shape);
        Assert.Equal(3, facts.First.Rows.Count);
    }

    [Fact]
    public async Task More_values_than_a_few_are_a_histogram_and_fewer_are_counted()
    {
        await using var table = await Table.OfAsync("many,few\n" + string.Join('\n', Enumerable.Range(0, 100).Select(i => $"{i},{i % 3}")) + "\n");

        var facts = await table.FactsAsync();

        Assert.Equal(100, facts.Columns[0].Histogram!.Counts.Sum());
        Assert.Null(facts.Columns[0].Top);
        Assert.Equal([34, 33, 33], facts.Columns[1].Top!.Counts.Select(c => c.Count));
        Assert.Null(facts.Columns[1].Histogram);
    }

    [Fact]
    public async Task Repeated_rows_are_counted_beyond_the_first_of_each()
    {
        await using var table = await Table.OfAsync("a,b\n1,x\n1,x\n1,x\n2,y\n2,y\n3,z\n");

        var repeated = (await table.FactsAsync()).Repeated!;

        Assert.Equal(new RepeatedRows(Groups: 2, Copies: 3), repeated);
    }

    [Theory]
    [InlineData("a,b\n")]
    [InlineData("a\n\"\"\n\"\"\n")]
    [InlineData("a\nNaN\nNaN\n")]
    [InlineData("a\ninf\n-inf\n1\n")]
    [InlineData("`a b`,\"x,y\"\n1,2\n3,4\n")]
    public async Task Odd_tables_have_a_page_as_well(string csv)
    {
        await using var table = await Table.OfAsync(csv);

        Assert.EndsWith("</html>", await table.PageAsync(), StringComparison.Ordinal);
    }

    private static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        return sorted[below] + (place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
    }
}
