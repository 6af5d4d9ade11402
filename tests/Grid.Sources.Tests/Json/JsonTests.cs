using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>JSON of flat objects, on lines and in arrays.</summary>
public sealed class JsonTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Task<Table> Load(string text, CsvOptions? options = null) => Loading.Load(options ?? new CsvOptions(), _folder.Write("x.jsonl", text));

    private async Task<SourceException> Fails(string text, CsvOptions? options = null, string name = "x.jsonl")
    {
        string path = _folder.Write(name, text);
        var error = await Assert.ThrowsAsync<SourceException>(() => Loading.Load(options ?? new CsvOptions(), path));
        Assert.Equal(path, error.Path);
        Assert.DoesNotContain('\n', error.Message);
        return error;
    }

    [Fact]
    public async Task Values_are_of_the_types_that_they_have()
    {
        var table = await Load("""
            {"b":true,"i":1,"u":18446744073709551615,"d":1.5,"t":"x","n":null,"when":"2017-03-25","at":"2017-03-25T08:55:43.5Z","zip":"00501","mixed":1,"e":""}
            {"i":-2,"b":false,"d":-0.0,"t":"é \"\\\n\u00e9 \ud83d\ude00","when":null,"at":"2017-03-25 08:55:43Z","zip":"501","mixed":"1","u":0}

            """);
        Assert.Equal("bool, int64, uint64, float64, utf8, float64, date32, timestamp[ms, UTC], utf8, utf8, utf8", table.Types);
        Assert.Equal([true, false], table["b"]);
        Assert.Equal([1L, -2L], table["i"]);
        Assert.Equal([ulong.MaxValue, 0UL], table["u"]);
        Assert.Equal([1.5, -0.0], table["d"]);
        Assert.Equal(["x", "é \"\\\né 😀"], table["t"]);
        Assert.Equal([null, null], table["n"]);
        Assert.Equal([17250L, null], table["when"]);
        Assert.Equal(["00501", "501"], table["zip"]);
        Assert.Equal(["1", "1"], table["mixed"]);
        Assert.Equal(["", null], table["e"]);
    }

    [Theory]
    [InlineData("12345678901234567890123", "1", "utf8")]
    [InlineData("20000000000000000000", "1", "float64")]
    [InlineData("9007199254740993", "0.5", "utf8")]
    [InlineData("18446744073709551615", "-1", "utf8")]
    [InlineData("1e3", "1", "float64")]
    public async Task Large_whole_numbers_keep_their_digits(string a, string b, string type)
    {
        var table = await Load($"{{\"x\":{a}}}\n{{\"x\":{b}}}\n");
        Assert.Equal(type, table.Types);
        if (type == "utf8")
            Assert.Equal([a, b], table["x"]);
    }

    [Theory]
    [InlineData("5", "\"5\"", "a is text because \"5\" is in quotes at line 300,001 of x.jsonl (--schema a:int)")]
    [InlineData("true", "\"true\"", "a is text because \"true\" is in quotes at line 300,001 of x.jsonl (--schema a:bool)")]
    [InlineData("5", "\"x\"", "a is text because of 'x' at line 300,001 of x.jsonl (--null x)")]
    [InlineData("\"2017-03-25\"", "20170326", "a is text because '20170326' at line 300,001 of x.jsonl is a number")]
    [InlineData("1.5", "true", "a is text because 'true' at line 300,001 of x.jsonl is a truth value, and others are numbers")]
    public async Task A_value_of_another_kind_makes_a_column_text_wherever_it_stands(string usual, string other, string note)
    {
        string path = _folder.Write("x.jsonl", string.Concat(Enumerable.Repeat($"{{\"a\":{usual}}}\n", 300_000)) + $"{{\"a\":{other}}}\n" + string.Concat(Enumerable.Repeat($"{{\"a\":{usual}}}\n", 300_000)));
        var plan = await Loading.Plan(new CsvOptions { SplitBytes = 1_000_000 }, path);
        var table = Loading.Load(plan);
        Assert.Equal("utf8", table.Types);
        Assert.Equal(other.Trim('"'), table["a"][300_000]);
        Assert.Equal(usual.Trim('"'), table["a"][0]);
        var notes = table.Splits.Aggregate(SourceNotes.None, (all, split) => all.Merge(split.Notes));
        Assert.Equal([note], plan.NotesOf(notes, TestContext.Current.CancellationToken).Items.Select(n => n.ToString()));
    }

    [Fact]
    public async Task A_type_that_is_given_is_read_from_texts_and_of_names_that_no_sample_shows()
    {
        var options = new CsvOptions { Schema = new Schema([new Field("a", DataType.Int64), new Field("late", DataType.Utf8)]) };
        var table = await Load("{\"a\":\"5\"}\n{\"a\":6,\"b\":\"2017-03-25\"}\n", options);
        Assert.Equal([5L, 6L], table["a"]);
        Assert.Equal([null, null], table["late"]);
        Assert.Contains("line 2, column 'a': 'x' is not int64", (await Fails("{\"a\":1}\n{\"a\":\"x\"}\n", options)).Message);
        string rows = string.Concat(Enumerable.Repeat("{\"a\":1}\n", 1_000_000));
        var error = await Fails($"{rows}{{\"late\":\"x\"}}\n{rows}");
        Assert.Equal(1_000_001, error.Line);
        Assert.Contains("--schema late:text", error.Message);
        Assert.Equal("x", (await Load($"{rows}{{\"late\":\"x\"}}\n{rows}", options))["late"][1_000_000]);
    }

    [Fact]
    public async Task Names_that_differ_from_line_to_line_and_file_to_file_are_one_table()
    {
        string a = _folder.Write("1.jsonl", "{\"x\":1,\"y\":\"a\"}\n{\"y\":\"b\",\"x\":2}\n\n{}\n"), b = _folder.Write("2.ndjson", "{\"z\":true,\"x\":2.5}\n"), c = _folder.Write("3.csv", "w,x\nq,4\n");
        var table = await Loading.Load(new CsvOptions(), a, b, c);
        Assert.Equal("x, y, z, w", string.Join(", ", table.Schema.Fields.Select(f => f.Name)));
        Assert.Equal([1.0, 2.0, null, 2.5, 4.0], table["x"]);
        Assert.Equal(["a", "b", null, null, null], table["y"]);
        Assert.Equal([null, null, null, true, null], table["z"]);
        Assert.Equal([null, null, null, null, "q"], table["w"]);
        Assert.Equal(5, (await Loading.Load(new CsvOptions(), _folder.Path)).Rows);
    }

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":{\"b\":2}}\n", 2, "'a' holds an object")]
    [InlineData("{\"a\":1}\n{\"a\":[1,2]}\n", 2, "--nested text")]
    [InlineData("{\"a\":1}\n{\"a\":1,\"a\":2}\n", 2, "'a' is there twice")]
    [InlineData("{\"a\":1}\n{\"a\":1,\"\\u0061\":2}\n", 2, "'a' is there twice")]
    [InlineData("{\"a\":1}\n{\"a\":1\n", 2, "this is no JSON")]
    [InlineData("{\"a\":1}\n{\"a\":nan}\n", 2, "this is no JSON")]
    [InlineData("{\"a\":1}\n{\"a\":01}\n", 2, "this is no JSON")]
    [InlineData("{\"a\":1}\n{'a':1}\n", 2, "this is no JSON")]
    [InlineData("{\"a\":1}\n{\"a\":1} {\"a\":2}\n", 2, "this is no JSON")]
    [InlineData("{\"a\":1}\n\n5\n", 3, "expected an object")]
    [InlineData("{\"a\":1}\n\"x\"\n", 2, "expected an object")]
    [InlineData("{\"a\":\"x\"}\n{\"a\":\"\\ud800\"}\n", 2, "half of a character")]
    [InlineData("{\"a\":\"x\"}\n{\"a\":\"\\ud800\\u0041\"}\n", 2, "half of a character")]
    [InlineData("a,b\n1,2\n", 1, "this is no JSON")]
    public async Task What_is_no_flat_object_is_named_by_its_line(string text, long line, string what)
    {
        var error = await Fails(text);
        Assert.Equal(line, error.Line);
        Assert.Contains(what, error.Message);
        // The same far behind the samples.
        string rows = string.Concat(Enumerable.Repeat("{\"a\":null}\n", 400_000));
        error = await Fails(rows + text + rows);
        Assert.Equal(400_000 + line, error.Line);
        Assert.Contains(what, error.Message);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_and_lines_without_end_are_refused()
    {
        string path = _folder.Write("x.jsonl", [.. "{\"a\":\"x\"}\n{\"a\":\"caf"u8, 0xE9, .. "\"}\n"u8]);
        var error = await Assert.ThrowsAsync<SourceException>(() => Loading.Load(new CsvOptions(), path));
        Assert.Equal(2, error.Line);
        Assert.Contains("longer than", (await Fails("{\"a\":1}\n{\"a\":\"" + new string('x', 20_000_000))).Message);
    }

    [Fact]
    public async Task What_is_nested_is_text_or_left_out_where_that_is_asked_for()
    {
        string text = "{\"a\":{\"b\": [1, \"x\\\"\"]},\"c\":1}\n{\"a\":[],\"c\":2}\n{\"a\":\"plain\",\"c\":3}\n";
        var table = await Load(text, new CsvOptions { Nested = NestedColumns.Text });
        Assert.Equal(["{\"b\": [1, \"x\\\"\"]}", "[]", "plain"], table["a"]);
        table = await Load(text, new CsvOptions { Nested = NestedColumns.LeaveOut });
        Assert.Equal("c", Assert.Single(table.Schema.Fields).Name);
        Assert.Equal([1L, 2L, 3L], table["c"]);
        table = await Load(text, new CsvOptions { Columns = ["c"] });
        Assert.Equal([1L, 2L, 3L], table["c"]);
        Assert.Contains("--nested text", (await Fails(text, new CsvOptions { Nested = NestedColumns.Flatten })).Message);
    }

    [Fact]
    public async Task Null_words_are_those_that_are_given_alone()
    {
        string text = "{\"a\":\"NA\",\"b\":1}\n{\"a\":\"\",\"b\":-999}\n{\"a\":\"x\",\"b\":2}\n";
        Assert.Equal(["NA", "", "x"], (await Load(text))["a"]);
        var table = await Load(text, new CsvOptions { NullWords = ["NA", "-999"] });
        Assert.Equal([null, "", "x"], table["a"]);
        Assert.Equal([1L, null, 2L], table["b"]);
    }

    [Theory]
    [InlineData("[{\"a\":1,\"b\":\"x]},{\"},\n {\"a\":2,\n\"b\":\"\\\"[\"}]")]
    [InlineData("\uFEFF [ {\"a\":1,\"b\":\"x]},{\"}\r\n , {\"a\" : 2 , \"b\":\"\\\"[\"}\r\n]\r\n")]
    [InlineData("{\n  \"a\": 1,\n  \"b\": \"x]},{\"\n}\n{\n  \"a\": 2,\n  \"b\": \"\\\"[\"\n}\n")]
    [InlineData("{\r\n\"a\":1,\"b\":\"x]},{\"} {\"a\":2,\"b\":\"\\\"[\"}")]
    public async Task Arrays_and_objects_over_several_lines_are_read(string text)
    {
        foreach (string name in new[] { "x.json", "x.jsonl", "x" })
        {
            var table = await Loading.Load(new CsvOptions(), _folder.Write(name, text));
            Assert.Equal([1L, 2L], table["a"]);
            Assert.Equal(["x]},{", "\"["], table["b"]);
        }
    }

    [Theory]
    [InlineData("[{\"a\":1},{\"a\":2}", "cut off or damaged")]
    [InlineData("[{\"a\":1},{\"a\":2", "cut off or damaged")]
    [InlineData("[{\"a\":1}{\"a\":2}]", "cut off or damaged")]
    [InlineData("[{\"a\":1},]", "cut off or damaged")]
    [InlineData("[{\"a\":1}] x", "cut off or damaged")]
    [InlineData("[{\"a\":1},{\"a\":[1]}]", "line 1, object 2: 'a' holds an array")]
    [InlineData("[{\"a\":1},5]", "line 1, object 2: expected an object")]
    [InlineData("[[1,2],[3,4]]", "line 1, object 1: expected an object")]
    [InlineData("[{\"a\":1},{\"a\":\n\n tru}]", "line 3, object 2: this is no JSON")]
    [InlineData("[]", "is empty")]
    public async Task Arrays_that_are_none_of_flat_objects_are_refused(string text, string what) => Assert.Contains(what, (await Fails(text, name: "x.json")).Message);

    [Fact]
    public void The_same_table_is_the_same_from_every_form_to_the_bit() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        int rows = random.Next(1, 400);
        var cells = Enumerable.Range(0, rows).Select(i => new object?[]
        {
            random.Next(5) == 0 ? null : random.Next(-1000, 1000), random.Next(5) == 0 ? null : Math.Round(random.NextDouble() * 100, 2), random.Next(5) == 0 ? null : random.NextDouble() * 1e9,
            random.Next(5) == 0 ? null : string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => s_bits[random.Next(s_bits.Length)])) + "x", random.Next(5) == 0 ? null : random.Next(2) == 0,
            new DateTime(2017, 1, 1).AddSeconds(random.Next(100_000_000)).ToString("yyyy-MM-ddTHH:mm:ss"),
        }).ToArray();
        string[] names = ["i", "d", "r", "t", "b", "at"];
        var csv = new StringBuilder(string.Join(',', names) + "\n");
        var json = new StringBuilder();
        foreach (object?[] row in cells)
        {
            csv.AppendJoin(',', row.Select(c => c switch { null => "", string s => $"\"{s.Replace("\"", "\"\"")}\"", bool v => v ? "true" : "false", _ => Convert.ToString(c, System.Globalization.CultureInfo.InvariantCulture) })).Append('\n');
            var shown = names.Zip(row).Where(c => c.Second is not null || random.Next(2) == 0).OrderBy(_ => random.Next(6) == 0 ? random.Next() : 0).ToDictionary(c => c.First, c => c.Second);
            json.Append(JsonSerializer.Serialize(shown)).Append('\n');
        }
        byte[] text = Encoding.UTF8.GetBytes(csv.ToString()), lines = Encoding.UTF8.GetBytes(json.ToString());
        using var folder = new TempFolder();
        var options = new CsvOptions { QuotedNulls = false, Schema = new Schema(names.Zip([DataType.Int64, DataType.Float64, DataType.Float64, DataType.Utf8, DataType.Bool, DataType.Timestamp(TimeUnit.Second)], (name, type) => new Field(name, type))), Columns = names };
        byte[] Bytes(string name, byte[] bytes) => Tables.Bytes(Loading.Load(options, folder.Write(name, bytes)).GetAwaiter().GetResult(), names);
        byte[] expected = Bytes("x.csv", text);
        Assert.Equal(expected, Bytes("x.csv.gz", Gzip(text)));
        Assert.Equal(expected, Bytes("x.jsonl", lines));
        Assert.Equal(expected, Bytes("x.jsonl.gz", Gzip(lines)));
        Assert.Equal(expected, Bytes("y", Gzip(lines)));
        Assert.Equal(expected, Bytes("x.json", Encoding.UTF8.GetBytes($"[{string.Join(random.Next(2) == 0 ? "," : ",\n", json.ToString().TrimEnd().Split('\n'))}]")));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Theory]
    [InlineData(100)]
    [InlineData(10_000)]
    public async Task Splits_of_any_size_have_each_object_once(int splitBytes)
    {
        string text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{{\"id\":{i},\"t\":\"{new string('x', i % 40)}\"}}\n"));
        var table = await Load(text.TrimEnd(), new CsvOptions { SplitBytes = splitBytes });
        Assert.True(table.Splits.Length > 1);
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => (object)(long)i), table["id"]);
    }

    [Fact]
    public async Task The_line_of_a_row_is_found()
    {
        string path = _folder.Write("x.jsonl", string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{{\"id\":{i}}}\n\n")));
        var plan = await Loading.Plan(new CsvOptions { SplitBytes = 100_000 }, path);
        var first = SplitReader.Read(plan.Splits[0], plan.Schema, plan.Options, null, TestContext.Current.CancellationToken);
        Assert.Equal(1 + 2 * (first.Rows + 7), RowLines.Of(plan.Splits[1], plan.Options, 1, 7, TestContext.Current.CancellationToken));
    }

    private static readonly string[] s_bits = ["a", "\"", "\\", ",", "\n", "é", "漢", "😀", "\t", "5", "\u0001"];

    private static byte[] Gzip(byte[] text)
    {
        using var stored = new MemoryStream();
        using (var stream = new System.IO.Compression.GZipStream(stored, CompressionLevel.Fastest))
            stream.Write(text);
        return stored.ToArray();
    }
}
