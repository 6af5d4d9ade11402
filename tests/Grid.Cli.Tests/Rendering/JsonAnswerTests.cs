using System.Text.Json;
using Grid.Query;

namespace Grid.Cli.Tests;

public class JsonAnswerTests
{
    [Fact]
    public void Describe() => Is(
        """
        {"rows":4,"columns":[
        {"name":"fare \"$\"","type":"float64","count":3,"nulls":1,"nans":2,"mean":0.30000000000000004,"std":"NaN","min":"-Infinity","max":7,"percentiles":{"0.01":1E+20,"0.5":2.5}},
        {"name":"pickup","type":"timestamp[s]","count":4,"nulls":0,"mean":"2017-03-25T08:55:00","std":60,"min":"1970-01-01T00:00:00","max":"1970-01-02T00:00:00","percentiles":{"0.01":"1970-01-01T00:00:05","0.5":"1970-01-01T00:00:06"}},
        {"name":"flag","type":"utf8","count":4,"nulls":0,"mean":null,"std":null,"min":null,"max":null,"percentiles":{},"distinct":2,"distinct_exact":true,"top":"N, no","frequency":3}
        ]}
        """,
        Answers.Describe);

    [Fact]
    public void Null_NaN_and_infinities_are_told_apart() => Is(
        """{"a":null,"b":"NaN","c":"Infinity","d":"-Infinity"}""",
        new AggregateAnswer(["a", "b", "c", "d"], [Scalar.Null, Scalar.Float64(double.NaN), Scalar.Float64(double.PositiveInfinity), Scalar.Float64(double.NegativeInfinity)]));

    [Fact]
    public void Group_by() => Is(
        """
        {"keys":["VendorID"],"rows":[
        {"VendorID":1,"sum(trip_distance)":29025.200000000004,"count(trip_distance)":10073},
        {"VendorID":2,"sum(trip_distance)":null,"count(trip_distance)":0}
        ]}
        """,
        Answers.GroupBy);

    [Fact]
    public void Group_by_says_where_it_is_an_estimate() =>
        Is("""{"keys":["k"],"rows":[],"exact":false}""", new GroupByAnswer(["k"], ["approx_nunique(x)"], []) { IsExact = false });

    [Fact]
    public void Aggregate() => Is("""{"mean(a / b)":0.1425202172806733,"count(a)":3}""", Answers.Aggregate);

    [Fact]
    public void Missing() => Is(
        """{"rows":3,"columns":[{"name":"a","nulls":1,"nans":1,"share":0.6666666666666666},{"name":"b","nulls":0,"nans":0,"share":0}]}""", Answers.Missing);

    [Fact]
    public void Correlation() => Is(
        """{"columns":["fare","tip","flat"],"r":[[1,-0.25,"NaN"],[-0.25,1,"NaN"],["NaN","NaN","NaN"]],"n":[[4,3,4],[3,3,3],[4,3,4]]}""",
        Answers.Correlation);

    [Fact]
    public void Value_counts() => Is(
        """{"column":"pay","total":16,"distinct":3,"values":[{"value":"card","count":12},{"value":"cash","count":3}]}""", Answers.Counts);

    [Fact]
    public void Unique() => Is(
        """{"columns":[{"name":"a","distinct":2,"exact":true},{"name":"b","distinct":1000003,"exact":false}]}""", Answers.Unique);

    [Fact]
    public void Histogram() => Is(
        """{"column":"fare","nulls":2,"nans":1,"infinities":2,"bins":[{"from":0,"to":2.5,"count":800},{"from":2.5,"to":5,"count":0},{"from":5,"to":7.5,"count":1}]}""",
        Answers.Histogram);

    [Fact]
    public void Head() => Is(
        """
        {"columns":[{"name":"id","type":"int64"},{"name":"when","type":"date32"},{"name":"on","type":"bool"},{"name":"said","type":"utf8"}],"rows":[
        {"id":9007199254740993,"when":"2017-03-25","on":true,"said":"a \"b\"\nc"},
        {"id":null,"when":null,"on":null,"said":null}
        ]}
        """,
        Answers.Head);

    [Theory]
    [MemberData(nameof(Answers.Names), MemberType = typeof(Answers))]
    public void Every_answer_is_one_line_of_valid_json(string name)
    {
        string json = JsonAnswer.Of(Answers.Of(name));
        Assert.DoesNotContain('\n', json);
        using var document = JsonDocument.Parse(json);
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
    }

    private static void Is(string expected, Answer answer) =>
        Assert.Equal(expected.Replace("\n", "", StringComparison.Ordinal), JsonAnswer.Of(answer));
}
