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
    [InlineData("""{"dataset":"t"}""", true, 1, false)]
    [InlineData("""{"dataset":"t","rows":true,"columns":["a"]}""", true, 1, false)]
    [InlineData("""{"dataset":"t","where":"a > 1","streams":4,"dictionaries":true}""", false, 4, true)]
    [InlineData("""{"dataset":"t","where":null,"streams":null}""", true, 1, false)]
    public void Rows_are_meant_where_nothing_is_asked(string json, bool isWhole, int streams, bool dictionaries)
    {
        var command = Read(json);

        Assert.Null(command.Question);
        Assert.Equal((isWhole, streams, dictionaries), (command.IsWhole, command.Streams, command.Dictionaries));
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
    [InlineData("""{"dataset":"t","Where":"a"}""", "command: \"Where\" is not known; did you mean \"where\"?")]
    [InlineData("""{"dataset":"t","zzzzzz":"a"}""", "command: \"zzzzzz\" is not known; known are version, dataset, with, where, rows, head")]
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
