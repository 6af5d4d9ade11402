using Grid.Query;

namespace Grid.Cli.Tests;

public class CsvAnswerTests
{
    [Fact]
    public void Describe_is_a_row_a_column() => Is(
        """"
        name,type,count,nulls,nans,mean,std,min,1%,50%,max,distinct,top,frequency
        "fare ""$""",float64,3,1,2,0.30000000000000004,NaN,-Infinity,1E+20,2.5,7,,,
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
        "a,b,c,d\n,NaN,Infinity,-Infinity\n",
        new AggregateAnswer(["a", "b", "c", "d"], [Scalar.Null, Scalar.Float64(double.NaN), Scalar.Float64(double.PositiveInfinity), Scalar.Float64(double.NegativeInfinity)]));

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
