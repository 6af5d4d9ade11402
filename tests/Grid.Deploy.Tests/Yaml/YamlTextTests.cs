using System.Text.Json.Nodes;

namespace Grid.Deploy.Tests;

public sealed class YamlTextTests
{
    [Theory]
    [InlineData("a: 1\nb:\n  c: x: y\n", """{"a":"1","b":{"c":"x: y"}}""")]
    [InlineData("a:\n  - b: 1\n    c: 2\n  - d # why\n", """{"a":[{"b":"1","c":"2"},"d"]}""")]
    [InlineData("a: [x, \"y, z\", [1], !Ref B]\n", """{"a":["x","y, z",["1"],{"Ref":"B"}]}""")]
    [InlineData("a: >-\n  one\n  two\nb:\n", """{"a":"one two","b":null}""")]
    [InlineData("a: !Sub\n  - ${X}:y\n  - X: !Select [0, !Ref B]\n", """{"a":{"Fn::Sub":["${X}:y",{"X":{"Fn::Select":["0",{"Ref":"B"}]}}]}}""")]
    [InlineData("a:\n  - !Sub\n    - b\n    - c\n  - d\n", """{"a":[{"Fn::Sub":["b","c"]},"d"]}""")]
    [InlineData("a: !GetAtt B.Arn\nc: '\\d#'\n", """{"a":{"Fn::GetAtt":["B","Arn"]},"c":"\\d#"}""")]
    public void Yaml_reads_as_the_json_that_it_means(string yaml, string json) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), YamlText.Read(yaml)), YamlText.Read(yaml).ToJsonString());

    [Theory]
    [InlineData("a: 1\n  b: 2\n")]
    [InlineData("a:\n  - 1\n b: 2\n")]
    [InlineData("a: [1] 2\n")]
    public void What_the_reader_does_not_know_is_refused(string yaml) => Assert.Throws<FormatException>(() => YamlText.Read(yaml));
}
