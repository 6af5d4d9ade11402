namespace Grid.Cli.Tests;

/// <summary>
/// Inputs that users of other tools stumbled over, as their trackers have them: each with the right answer, and by what
/// authority it is right.
/// </summary>
public sealed class OddInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<CommandRun> Run(string text, string line) =>
        await CommandRun.Of([.. CommandLine.Split(line.Replace("FILE", _folder.File("x.csv", text), StringComparison.Ordinal).Replace('\'', '"'))]);

    private async Task Is(string answer, string text, string line)
    {
        var run = await Run(text, line);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(answer, run.Out.TrimEnd().ReplaceLineEndings("|"));
    }

    private async Task Refuses(string text, string line, params string[] words)
    {
        var run = await Run(text, line);
        Assert.Equal(2, run.ExitCode);
        foreach (string word in words)
            Assert.Contains(word, run.Error);
    }

    [Theory]
    // JuliaData/CSV.jl 416 and pola-rs/polars 5819: what strtod takes for numbers are numbers.
    [InlineData("x,y\n428.E+03,-1e1\n.04,0e1\n5.,+5\n", "head FILE -o csv", "x,y|428000.0,-10.0|0.04,0.0|5.0,5.0")]
    // pandas-dev/pandas 66201: zeros before the digits are none of the digits.
    [InlineData("a,b\n0.00564728024629623,000000000010084566\n8.2,1\n", "head FILE -o csv", "a,b|0.00564728024629623,10084566|8.2,1")]
    // NVIDIA/cudf 1035: the nearest double, of any number of digits; and a name keeps its space, as in pandas.
    [InlineData("lat, long\n-74.0044707, 40.73777000000001\n-73.96674300000002, 40.764252\n", "head FILE -o csv", "lat, long|-74.0044707,40.73777000000001|-73.96674300000002,40.764252")]
    // pandas-dev/pandas 43713: spaces around numbers.
    [InlineData("id\tnum\n1\t1.2 \n1\t 2.1\n2\t 1 \n", "head FILE --delimiter tab -o csv", "id,num|1,1.2|1,2.1|2,1.0")]
    // 5.000 and 5 are one number, whatever it is written as (float("5.000") == 5).
    [InlineData("t,x\n5.000,1\n6.000,2\n5,3\n", "counts FILE --column t -o csv", "t,count|5.0,2|6.0,1")]
    // ISO 8601: one moment in two zones.
    [InlineData("t,v\n2020-01-31T00:00:00Z,1\n2020-01-31T02:00:00+02:00,2\n", "counts FILE --column t -o csv", "t,count|2020-01-31T00:00:00Z,2")]
    // pandas' comment, skiprows, decimal and thousands, and DuckDB's; and lines that end with a delimiter.
    [InlineData("Report\n# made\na;b;\n1.234,5;x;\n2;y;\n", "head FILE --skip-rows 1 --comment # --delimiter ; --decimal , --thousands . --trailing-delimiter -o csv", "a,b|1234.5,x|2.0,y")]
    public Task Values(string text, string line, string answer) => Is(answer, text, line);

    [Theory]
    // pandas-dev/pandas 22487: the mean of numbers beyond int64 in a group is no negative number.
    [InlineData("u,c\nA,18446744073699999744\nA,4970\nA,4749\n", "groupby FILE --by u --agg mean(c),sum(c) -o csv", "u,mean(c),sum(c)|A,6.148914691233336E+18,18446744073700009463")]
    // Bears-R-Us/arkouda 2076: a mean of equal values is that value, though their sum is beyond 64 bits.
    [InlineData("g,a\nx,9223372036854775807\nx,9223372036854775807\nx,9223372036854775807\n", "groupby FILE --by g --agg mean(a),sum(a) -o csv", "g,mean(a),sum(a)|x,9.223372036854776E+18,27670116110564327421")]
    // pandas-dev/pandas 34681: a group of all rows has the sum of all rows.
    [InlineData("gb,val\nA,14\nA,9223372036854775808\n", "groupby FILE --by gb --agg sum(val) -o csv", "gb,sum(val)|A,9223372036854775822")]
    [InlineData("gb,val\nA,14\nA,9223372036854775808\n", "aggregate FILE --agg sum(val) -o csv", "sum(val)|9223372036854775822")]
    // Exact arithmetic (Python's fractions): the sum of what overflows on the way.
    [InlineData("x\n1e308\n1e308\n-1e308\n", "aggregate FILE --agg sum(x),mean(x),std(x) -o csv", "sum(x),mean(x),std(x)|1E+308,3.333333333333333E+307,1.1547005383792515E+308")]
    // pandas-dev/pandas 11016 and 32054, dask/dask 4503: rows whose key is missing are in no group.
    [InlineData("a,b\nNaN,1\nNaN,2\n", "groupby FILE --by a --agg sum(b) -o csv", "a,sum(b)")]
    [InlineData("a,b\nNaN,1\n1,5\n,2\n", "groupby FILE --by a --agg sum(b) -o csv", "a,sum(b)|1.0,5")]
    // pandas' sum and mean of nothing but nulls: 0, and none.
    [InlineData("k,v\nx,\ny,1\nx,\n", "groupby FILE --by k --agg sum(v),mean(v),count(v) -o csv", "k,sum(v),mean(v),count(v)|x,0,,0|y,1,1,1")]
    // The key may be summed as well, as in SQL.
    [InlineData("a,b\n1,2\n1,2\n", "groupby FILE --by a --agg sum(a) -o csv", "a,sum(a)|1,2")]
    public Task Groups(string text, string line, string answer) => Is(answer, text, line);

    [Theory]
    // stoolap/stoolap 40: whole numbers are compared with decimals as numbers, not as what they are cut to.
    [InlineData("n == 5.4", "id,n")]
    [InlineData("n != 5.4", "id,n|5,5|9223372036854775807,6|6,-1")]
    [InlineData("n < 5.5", "id,n|5,5|6,-1")]
    [InlineData("n in (5.5, 6.5)", "id,n")]
    [InlineData("n between 5.1 and 5.9", "id,n")]
    [InlineData("id == 9223372036854775808.0", "id,n")]
    [InlineData("id >= 9223372036854775807", "id,n|9223372036854775807,6")]
    // cnosdb/cnosdb 1076: -0.123 is not 0.
    [InlineData("n > -0.123", "id,n|5,5|9223372036854775807,6")]
    // apache/superset 33206: whole numbers and decimals in one list.
    [InlineData("n in (5, -1.0, 6.5)", "id,n|5,5|6,-1")]
    public Task Filters(string where, string answer) => Is(answer, "id,n\n5,5\n9223372036854775807,6\n6,-1\n", $"head FILE --where '{where}' -o csv");

    // Python's % and //, and pandas': the remainder has the sign of the divisor.
    [Fact]
    public Task Remainders_of_negative_numbers() =>
        Is("a,b,m,q|-7,3,2,-3.0|7,-3,-2,-3.0", "a,b\n-7,3\n7,-3\n", "head FILE --with 'm=a % b' --with 'q=floor(a / b)' -o csv");

    // pandas-dev/pandas 10155 and pola-rs/polars 3175: means and sums of many equal values.
    [Fact]
    public async Task Many_equal_values()
    {
        await Is("mean(n),sum(n),std(n)|20150515061816532,10075257530908266000,0", "n\n" + Repeated("20150515061816532\n", 500), "aggregate FILE --agg mean(n),sum(n),std(n) -o csv");
        await Is("g,mean(v),sum(v)|A,64,65600", "g,v\n" + Repeated("A,64\n", 1025), "groupby FILE --by g --agg mean(v),sum(v) -o csv");
    }

    // numpy/numpy 32446 and duckdb/duckdb 14249: what does not vary has no correlation, with itself neither.
    [Fact]
    public Task Correlations_of_constants() => Is(
        "{'columns':['x','y','z'],'r':[['NaN','NaN','NaN'],['NaN','NaN','NaN'],['NaN','NaN',1]],'n':[[1448,1448,1448],[1448,1448,1448],[1448,1448,1448]]}".Replace('\'', '"'),
        "x,y,z\n" + string.Concat(Enumerable.Range(0, 1448).Select(i => $"1.810,0.576,{i}\n")), "corr FILE -o json");

    [Theory]
    // numpy.histogram of one value: a bin of width 1 around it (h2oai/h2o-3 111).
    [InlineData("c\n3\n3\n", "2.5,2.75,0|2.75,3,0|3,3.25,2|3.25,3.5,0")]
    // Infinities are in no bin, and do not stretch them.
    [InlineData("c\ninf\n1\n2\n", "1,1.25,1|1.25,1.5,0|1.5,1.75,0|1.75,2,1")]
    public Task Histograms(string text, string bins) => Is($"from,to,count|{bins}", text, "histogram FILE --column c --bins 4 -o csv");

    // skrub-data/skrub 2189: no double lies between the two; every bin has a width, and all values are in some.
    [Fact]
    public async Task Histogram_of_neighbouring_doubles()
    {
        var run = await Run("x\n10\n10.000000000000002\n", "histogram FILE --column x --bins 10 -o csv");
        var bins = run.Out.TrimEnd().Split('\n').Skip(1).Select(row => row.Split(',').Select(double.Parse).ToArray()).ToArray();
        Assert.Equal(10, bins.Length);
        Assert.All(bins, bin => Assert.True(bin[0] < bin[1]));
        Assert.Equal(2, bins.Sum(bin => bin[2]));
    }

    // duckdb/duckdb 16251: quotes and a delimiter in quotes, after many rows without.
    [Fact]
    public Task Quotes_after_many_rows_without() => Is(
        "id,value|2048,\"\"\",\"", "id,value\n" + string.Concat(Enumerable.Range(1, 2047).Select(i => $"{i},a\n")) + "2048,\"\"\",\"\n", "head FILE --where 'id == 2048' -o csv");

    // pola-rs/polars 19078: line breaks in quotes, in every row and late, where a file is read in parts.
    [Fact]
    public async Task Line_breaks_in_quotes_in_all_parts_of_a_file()
    {
        string filler = new('x', 80);
        string every = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i},\"line {i}\nwith \"\"quotes\"\", and\n{filler}\"\n"));
        await Is("count(),nunique(t),sum(id)|100000,100000,4999950000", "id,t\n" + every, "aggregate FILE --agg count(),nunique(t),sum(id) -o csv");
        string late = string.Concat(Enumerable.Range(0, 200_000).Select(i => i < 199_990 ? $"{i},plain {filler}\n" : $"{i},\"a\n{i},b\"\n"));
        await Is("count(),sum(id)|200000,19999900000", "id,t\n" + late, "aggregate FILE --agg count(),sum(id) -o csv");
    }

    // apple/turicreate 1692, duckdb/duckdb 14883: broken quotes are named by line and column.
    [Fact]
    public async Task Broken_quotes()
    {
        await Refuses("a,b\n\"x\",\"y\"\n\"c\",\"d\n", "head FILE", "line 3, column 'b'", "never closed");
        await Refuses("id,v\n" + string.Concat(Enumerable.Range(1, 2000).Select(i => $"{i},\"St {i}, x\"\n")) + "2001,Main \"Old\" Street\n", "head FILE", "line 2002, column 'v'", "a quote inside a field");
        await Refuses("a,b\n1,\"" + Repeated("x", 9 << 20) + "\"\n", "head FILE", "line 2", "longer than 8.39 MB");
    }

    // A column in quotes is a column in SQL; here it would be a constant, and that is said.
    [Theory]
    [InlineData("aggregate FILE --agg \"sum('x y')\"")]
    [InlineData("aggregate FILE --agg \"nunique('x y')\"")]
    [InlineData("head FILE --where \"'x y' > 3\"")]
    [InlineData("groupby FILE --by \"'x y'\" --agg count()")]
    [InlineData("counts FILE --column \"'x y'\"")]
    public async Task Columns_in_quotes(string line)
    {
        var run = await CommandRun.Of([.. CommandLine.Split(line.Replace("FILE", _folder.File("x.csv", "x y,z\n1,2\n4,5\n"), StringComparison.Ordinal))]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("write the column as `x y`, in backticks", run.ErrorLine);
    }

    // What was decided is told beside the answer: headers, zeros, files that are named twice.
    [Theory]
    [InlineData("1,a\n2,b\n", "head FILE", "note: the first row, 1,a, was read as the header in x.csv (--no-header)")]
    [InlineData("zip,v\n00501,1\n501,2\n", "head FILE", "note: zip: leading zeros are lost, as in '00501' at line 2 of x.csv (--schema zip:text)")]
    [InlineData("a\n1\n", "head FILE FILE", "note: x.csv is named more than once, and read once")]
    public async Task Notes(string text, string line, string note) => Assert.Contains(note, (await Run(text, line)).Error);

    [Fact]
    public Task Zeros_are_kept_as_the_note_says() => Is("zip,v|00501,1|501,2", "zip,v\n00501,1\n501,2\n", "head FILE --schema zip:text -o csv");

    // scikit-learn/scikit-learn 21895: equal scores have equal ranks. 34828: no group is parted.
    [Fact]
    public async Task Ties_of_a_search_by_groups()
    {
        string text = "g,y,x\n1,0,1\n1,0,2\n2,1,3\n2,1,4\n3,0,5\n3,1,6\n";
        var run = await Run(text, "tune FILE --target y --task classify --grid 'max_depth=1,2,none' --trees 2 --folds 3 --groups g -o csv");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["1", "1", "1"], run.Out.TrimEnd().Split('\n').Skip(1).Select(row => row.Split(',')[^1]));
        await Refuses(text, "tune FILE --target y --task classify --grid max_depth=1 --trees 2 --folds 4 --groups g", "3");
    }

    // scikit-learn/scikit-learn 1009: one class is nothing to learn, and that is said.
    [Fact]
    public Task A_search_for_a_constant() =>
        Refuses("y,x\n1,1\n1,2\n1,3\n1,4\n", "tune FILE --target y --task classify --grid max_depth=1 --trees 2 --folds 2", "is 1 in every row");

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
