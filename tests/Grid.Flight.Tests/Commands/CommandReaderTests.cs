using System.Text;
using Grid.Query;

namespace Grid.Flight.Tests;

public sealed class CommandReaderTests
{
    [Theory]
    [InlineData("{\"dataset\":\"tr\u00FFps\"}")]
    [InlineData("{\"dataset\":\"trips\",\"where\":[\"\u00FF\"]}")]
    [InlineData("{\"dataset\":\"trips\",\"with\":{\"\\uD800\":\"1\"}}")]
    public void Texts_that_are_none_are_refused(string latin) => Assert.Equal(
        "command: a text in it is none: its bytes are no UTF-8, or half of a surrogate pair stands alone",
        Assert.Throws<CommandException>(() => CommandReader.Read(System.Text.Encoding.Latin1.GetBytes(latin))).Message);

    [Fact]
    public void Words_become_a_question()
    {
        var command = Read("""{"version":1,"dataset":"trips","with":{"a":"x + 1","b":"a * 2"},"where":["x > 1","b < 9"],"groupby":["v"],"agg":["median(t)"],"having":"count() > 1","order":["v desc"],"limit":5}""");

        Assert.Equal("trips", command.Dataset);
        Assert.Equal([new WithColumnTransform("a", "x + 1"), new WithColumnTransform("b", "a * 2"), new WhereTransform("x > 1"), new WhereTransform("b < 9")], command.Transforms);
        var question = Assert.IsType<GroupByQuestion>(command.Question);
        Assert.Equal(["v"], question.Keys);
        Assert.Equal(["median(t)"], question.Aggregates);
        Assert.Equal(("count() > 1", 5), (question.Having, question.Limit));
        Assert.Equal(["v desc"], question.Order);
    }

    [Theory]
    [InlineData("""{"dataset":"t"}""", true, null, false, null)]
    [InlineData("""{"dataset":"t","rows":true,"columns":["a"],"ordered":true}""", true, null, false, true)]
    [InlineData("""{"dataset":"t","where":"a > 1","streams":4,"dictionaries":true,"ordered":false}""", false, 4, true, false)]
    [InlineData("""{"dataset":"t","where":null,"streams":null,"ordered":null}""", true, null, false, null)]
    [InlineData("""{"dataset":"t","sort":"a","ordered":true}""", true, null, false, true)]
    public void Rows_are_meant_where_nothing_is_asked(string json, bool isWhole, int? streams, bool dictionaries, bool? ordered)
    {
        var command = Read(json);

        Assert.Null(command.Question);
        Assert.Equal((isWhole, streams, dictionaries, ordered), (command.IsWhole, command.Streams, command.Dictionaries, command.Ordered));
    }

    [Theory]
    [InlineData("""{"dataset":"t","describe":true}""", null)]
    [InlineData("""{"dataset":"t","describe":["a","b + 1"]}""", new[] { "a", "b + 1" })]
    [InlineData("""{"dataset":"t","describe":"a"}""", new[] { "a" })]
    [InlineData("""{"dataset":"t","describe":true,"columns":["a"]}""", new[] { "a" })]
    public void Columns_stand_in_the_question_or_beside_it(string json, string[]? columns) =>
        Assert.Equal(columns, ((DescribeQuestion)Read(json).Question!).Columns);

    [Theory]
    [InlineData("""{"dataset":"t","head":true,"sample":0.5}""", 100_000, null, true)]
    [InlineData("""{"dataset":"t","head":3,"sample":1.0,"seed":2}""", 3, null, true)]
    [InlineData("""{"dataset":"t","head":true,"sample":1,"seed":2}""", 1, 2L, false)]
    [InlineData("""{"dataset":"t","head":4}""", 4, null, false)]
    public void Samples_are_shares_or_numbers_as_in_the_command(string json, int rows, long? seed, bool isShare)
    {
        var question = (HeadQuestion)Read(json).Question!;

        Assert.Equal((rows, seed, isShare), (question.Rows, question.SampleSeed, question.Transforms.Count == 1));
    }

    [Theory]
    [InlineData("""{"dataset":"t","join":"zones on a = b"}""", "zones", "a = b", JoinKind.Inner, null)]
    [InlineData("""{"dataset":"t","join":["LEFT zones as z on a = b and c"]}""", "zones", "a = b and c", JoinKind.Left, "z")]
    [InlineData("""{"dataset":"t","join":"anti zones on a"}""", "zones", "a", JoinKind.Anti, null)]
    [InlineData("""{"dataset":"t","join":"left on a"}""", "left", "a", JoinKind.Inner, null)]
    [InlineData("""{"dataset":"t","join":"anti as z on a"}""", "anti", "a", JoinKind.Inner, "z")]
    [InlineData("""{"dataset":"t","join":"left outer join zones on a"}""", "zones", "a", JoinKind.Left, null)]
    [InlineData("""{"dataset":"t","join":"inner join 'my zones' as z on a = b"}""", "my zones", "a = b", JoinKind.Inner, "z")]
    [InlineData("""{"dataset":"t","join":{"dataset":"my zones","on":"a","how":"semi","as":"z"}}""", "my zones", "a", JoinKind.Semi, "z")]
    [InlineData("""{"dataset":"t","join":[{"dataset":"zones","on":"a"}]}""", "zones", "a", JoinKind.Inner, null)]
    public void A_join_is_written_as_in_the_command_or_as_an_object(string json, string dataset, string on, JoinKind how, string? name)
    {
        var command = Read(json);

        Assert.Equal(new FlightJoin(dataset, on, how, name), Assert.Single(command.Joins));
        Assert.False(command.IsWhole);
    }

    [Fact]
    public void Steps_come_in_their_order_behind_the_conditions_and_before_the_order()
    {
        var command = Read("""{"dataset":"t","sort":"a desc","scale":{"a":"minmax"},"drop_nulls":true,"fill":{"b":"median","c":0},"where":"d > 1","clip":{"a":"p1..p99","b":"..5"},"onehot":"e","ordinal":["f"],"drop_correlated":0.9}""");

        Assert.Equal(
            [typeof(WhereTransform), typeof(ScaleStep), typeof(DropNullsTransform), typeof(FillStep), typeof(ClipStep), typeof(OneHotStep), typeof(OrdinalStep), typeof(DropCorrelatedStep), typeof(SortTransform)],
            command.Transforms.Select(t => t.GetType()));
        Assert.Equal([new ColumnFill("b", Fill.Median), new ColumnFill("c", Fill.Parse("0"))], ((FillStep)command.Transforms[3]).Columns);
        Assert.Null(((DropNullsTransform)command.Transforms[2]).Columns);
        Assert.True(command.IsSorted);
    }

    [Theory]
    [InlineData("""{"dataset":"t","Where":"a"}""", "command: \"Where\" is not known; did you mean \"where\"?")]
    [InlineData("""{"dataset":"t","zzzzzz":"a"}""", "command: \"zzzzzz\" is not known; known are version, dataset, join, with, where, fill, clip, scale")]
    [InlineData("""{"dataset":"t","bins":3,"counts":"a"}""", "command: \"bins\" goes with \"histogram\", not with \"counts\"")]
    [InlineData("""{"dataset":"t","limit":3}""", "command: \"limit\" goes with \"groupby\" and \"counts\", not with \"rows\"")]
    [InlineData("""{"dataset":"t","agg":["count()"]}""", "command: \"agg\" goes with \"groupby\"; over all rows, \"aggregate\" has it")]
    [InlineData("""{"dataset":"t","groupby":["a"]}""", "command: there is no \"agg\"")]
    [InlineData("""{"dataset":"t","groupby":true,"agg":["count()"]}""", "command: \"groupby\" is true; expected a text or an array of texts")]
    [InlineData("""{"dataset":"t","head":0}""", "command: \"head\" is 0; expected a whole number from 1 to 100000, or true")]
    [InlineData("""{"dataset":"t","head":1.5}""", "command: \"head\" is 1.5; expected a whole number")]
    [InlineData("""{"dataset":"t","head":true,"sample":2.5}""", "command: \"sample\" is 2.5; expected a share")]
    [InlineData("""{"dataset":"t","head":true,"seed":2}""", "command: \"seed\" goes with \"sample\"")]
    [InlineData("""{"dataset":"t","where":5}""", "command: \"where\" is a number; expected a text or an array of texts")]
    [InlineData("""{"dataset":"t","with":["a=b"]}""", "command: \"with\" is an array; expected an object of texts")]
    [InlineData("""{"dataset":"t","percentiles":[true],"describe":true}""", "command: \"percentiles\" is an array; expected an array of numbers")]
    [InlineData("""{"dataset":"t","dictionaries":1}""", "command: \"dictionaries\" is a number; expected true or false")]
    [InlineData("""{"dataset":"t","version":2}""", "command: \"version\" is 2; this grid knows version 1")]
    [InlineData("""{"dataset":"t","join":"zones"}""", "command: \"join\" is 'zones': 'on' and the keys are missing behind 'zones'; expected a dataset and its keys, such as")]
    [InlineData("""{"dataset":"t","join":"right zones on a"}""", "command: \"join\" is 'right zones on a': there is no right join; join the tables the other way round, by 'left'; expected a dataset")]
    [InlineData("""{"dataset":"t","join":"my zones on a"}""", "command: \"join\" is 'my zones on a': 'on' is expected behind 'my', and 'zones' stands there; what has blanks stands in quotes")]
    [InlineData("""{"dataset":"t","join":"zones where a > 1"}""", "command: \"join\" is 'zones where a > 1': a condition is no part of a join")]
    [InlineData("""{"dataset":"t","join":{"dataset":"zones"}}""", "join: there is no \"on\"")]
    [InlineData("""{"dataset":"t","join":{"dataset":"zones","on":"a","how":"outer"}}""", "join: \"how\" is 'outer': there is no outer join; there are inner, left, semi and anti")]
    [InlineData("""{"dataset":"t","join":{"dataset":"zones","on":"a","how":"right"}}""", "join: \"how\" is 'right': there is no right join; join the tables the other way round")]
    [InlineData("""{"dataset":"t","join":[1]}""", "command: \"join\" has a number; expected texts or objects")]
    [InlineData("""{"dataset":"t","fill":"a=median"}""", "command: \"fill\" is a text; expected an object of texts and numbers, such as {\"tolls_amount\":\"median\"}")]
    [InlineData("""{"dataset":"t","fill":{}}""", "command: \"fill\" has nothing")]
    [InlineData("""{"dataset":"t","scale":{"a":"log"}}""", "command: \"scale\" has log for a; expected standard, minmax or robust")]
    [InlineData("""{"dataset":"t","clip":{"a":5}}""", "command: \"clip\" has 5 for a; expected two bounds")]
    [InlineData("""{"dataset":"t","onehot":[]}""", "command: \"onehot\" has nothing")]
    [InlineData("""{"dataset":"t","drop_correlated":1.5}""", "command: \"drop_correlated\" is 1.5; expected a correlation")]
    [InlineData("""{"dataset":"t","sort":"a","streams":2}""", "command: \"streams\" is for rows as they lie; those that are sorted come in one stream")]
    [InlineData("""{"dataset":"t","sort":"a","ordered":false}""", "command: \"ordered\" is for rows as they lie; those that are sorted come in their order")]
    [InlineData("""{"dataset":"t","ordered":1}""", "command: \"ordered\" is a number; expected true or false")]
    [InlineData("""{"dataset":"t","describe":true,"ordered":false}""", "command: \"ordered\" goes with \"rows\", not with \"describe\"")]
    [InlineData("""{"dataset":""}""", "command: there is no \"dataset\"")]
    [InlineData("""{"dataset":7}""", "command: \"dataset\" is a number; expected a text")]
    [InlineData("""{"dataset":"t","dataset":"u"}""", "command: expected a JSON object")]
    [InlineData("""["t"]""", "command: expected a JSON object such as {\"dataset\":\"trips\"}, not an array")]
    [InlineData("trips", "command: expected a JSON object")]
    [InlineData("""{"dataset":"t","describe":[[[[[[[[[1]]]]]]]]]}""", "command: expected a JSON object")]
    public void What_is_wrong_is_told_by_its_name(string json, string says) =>
        Assert.StartsWith(says, Assert.Throws<CommandException>(() => Read(json)).Message, StringComparison.Ordinal);

    private static FlightCommand Read(string json) => CommandReader.Read(Encoding.UTF8.GetBytes(json));
}
