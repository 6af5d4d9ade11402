using Grid.Query;

namespace Grid.Cli.Tests;

public class CsvAnswerTests
{
    [Fact]
    public void Describe_is_a_row_a_column() => Is(
        """"
        name,type,count,nulls,nans,mean,std,min,1%,50%,max,distinct,top,frequency
        "fare ""$""",float64,3,1,2,0.30000000000000004,NaN,-inf,1E+20,2.5,7,,,
        pickup,timestamp[s],4,0,,2017-03-25T08:55:00,60,1970-01-01T00:00:00,1970-01-01T00:00:05,1970-01-01T00:00:06,1970-01-02T00:00:00,,,
        flag,utf8,4,0,,,,,,,,2,"N, no",3

        """",
        Answers.Describe);

    [Fact]
    public void Correlation_is_a_row_a_pair() => Is(
        """
        x,y,r,n
        fare,fare,1,4
        fare,tip,-0.25,3
        fare,flat,NaN,4
        tip,tip,1,3
        tip,flat,NaN,3
        flat,flat,NaN,4

        """,
        Answers.Correlation);

    [Fact]
    public void Null_NaN_and_infinities_are_told_apart() => Is(
        "a,b,c,d\n,NaN,inf,-inf\n",
        new AggregateAnswer(["a", "b", "c", "d"], [Scalar.Null, Scalar.Float64(double.NaN), Scalar.Float64(double.PositiveInfinity), Scalar.Float64(double.NegativeInfinity)]));

    [Fact]
    public void Columns_of_doubles_have_points_and_do_not_come_back_whole() => Is(
        "x,n\n0.0,1\n-3.0,2\n2.5,3\n1E+20,4\n-inf,5\nNaN,6\n,7\n",
        new HeadAnswer(["x", "n"], [Columns.LogicalType.Real, Columns.LogicalType.Whole],
            [
                .. new double?[] { 0, -3, 2.5, 1e20, double.NegativeInfinity, double.NaN, null }
                    .Select((x, i) => (IReadOnlyList<Scalar>)[x is { } number ? Scalar.Float64(number) : Scalar.Null, Scalar.Int64(i + 1)]),
            ]));

    [Fact]
    public void Figures_are_as_short_as_they_are() => Is("sum(x)\n4\n", new AggregateAnswer(["sum(x)"], [Scalar.Float64(4)]));

    [Fact]
    public void Line_breaks_and_quotes_are_quoted() => Is(
        "id,when,on,said\n9007199254740993,2017-03-25,true,\"a \"\"b\"\"\nc\"\n,,,\n",
        Answers.Head);

    private static void Is(string expected, Answer answer)
    {
        using var output = new StringWriter();
        CsvAnswer.Write(answer.ToTable(), output);
        Assert.Equal(expected, output.ToString());
    }
}
