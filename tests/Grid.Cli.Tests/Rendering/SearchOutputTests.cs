using System.Text.Json;
using Grid.Columns;
using Grid.Learning;

namespace Grid.Cli.Tests;

public class SearchOutputTests
{
    [Fact]
    public void Json_has_the_best_and_every_candidate_with_none_as_null()
    {
        using var json = JsonDocument.Parse(SearchJson.Of(Searches.Of(
            "max_depth=3,none; max_features=0.5,sqrt; bootstrap=true", (c, s) => c.Index == 2 && s == 1 ? double.NaN : (c.Index + 1) / 3.0 + s)));
        Assert.Equal(["best", "candidates"], json.RootElement.EnumerateObject().Select(p => p.Name));
        var best = json.RootElement.GetProperty("best");
        Assert.Equal(["score", "params", "scoring"], best.EnumerateObject().Select(p => p.Name));
        Assert.Equal((4 / 3.0 + (4 / 3.0 + 1)) / 2, best.GetProperty("score").GetDouble());
        Assert.Equal("""{"bootstrap":true,"max_depth":null,"max_features":"sqrt"}""", best.GetProperty("params").GetRawText());

        var candidates = json.RootElement.GetProperty("candidates").EnumerateArray().ToList();
        Assert.Equal(4, candidates.Count);
        // One that has no score says why.
        Assert.All(candidates, (candidate, i) => Assert.Equal(
            ["params", "mean_test_score", "std_test_score", "rank_test_score", "split_test_scores", .. i == 2 ? ["fault"] : Array.Empty<string>(), "mean_fit_time"],
            candidate.EnumerateObject().Select(p => p.Name)));
        Assert.Equal("""{"bootstrap":true,"max_depth":3,"max_features":0.5}""", candidates[0].GetProperty("params").GetRawText());
        Assert.Equal([1 / 3.0, 4 / 3.0], candidates[0].GetProperty("split_test_scores").EnumerateArray().Select(s => s.GetDouble()));
        Assert.Equal([3, 2, 4, 1], candidates.Select(c => c.GetProperty("rank_test_score").GetInt32()));
        Assert.Equal(JsonValueKind.Null, candidates[2].GetProperty("mean_test_score").ValueKind);
        Assert.Equal(JsonValueKind.Null, candidates[2].GetProperty("split_test_scores")[1].ValueKind);
    }

    [Fact]
    public void Csv_has_the_columns_of_cv_results()
    {
        string[] lines = Write(Searches.Eight, OutputFormat.Csv).Text.Split('\n');
        Assert.Equal(
            "mean_fit_time,param_bootstrap,param_max_depth,param_max_features,params,split0_test_score,split1_test_score,mean_test_score,std_test_score,rank_test_score", lines[0]);
        Assert.Equal(8, lines.Skip(1).Count(line => line.Length > 0));
        Assert.StartsWith("0.25,true,,sqrt,bootstrap=true; max_depth=none; max_features=sqrt,0.93", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",1", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Arrow_has_the_same_table()
    {
        using var reader = ArrowStreamReader.Open(Write(Searches.Eight, OutputFormat.Arrow).Bytes);
        var batch = Assert.Single(reader.ReadAll());
        Assert.Equal(8, batch.Length);
        var depths = (PrimitiveColumn<long>)batch.Columns[batch.Schema.IndexOf("param_max_depth")];
        Assert.Equal(4, depths.NullCount);
        Assert.Equal(Searches.Eight.Candidates.Select(c => c.MeanTestScore), ((PrimitiveColumn<double>)batch.Columns[batch.Schema.IndexOf("mean_test_score")]).Values.ToArray());
    }

    [Fact]
    public void A_table_has_the_best_the_top_rows_and_the_map()
    {
        Assert.Equal(
            """
            best: accuracy 0.9400 ± 0.0100 with bootstrap=true; max_depth=none; max_features=sqrt

            rank    mean     std  bootstrap  max_depth  max_features
               1  0.9400  0.0100       true       none          sqrt
               2  0.9200  0.0100      false       none          sqrt
               3  0.9000  0.0100       true       none             1
               4  0.8800  0.0100      false       none             1
               5  0.7400  0.0100       true          3          sqrt
               6  0.7200  0.0100      false          3          sqrt
               7  0.7000  0.0100       true          3             1
               8  0.6800  0.0100      false          3             1

            best accuracy by max_features (down) and max_depth (across)
                         3       none
               1  ░ 0.7000   █ 0.9000
            sqrt  ░ 0.7400   █ 0.9400*

            8 candidates on 2 splits

            """,
            Write(Searches.Eight, OutputFormat.Table).Text);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(50)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        using var output = new StringWriter();
        SearchOutput.Write(Searches.Eight, null, OutputFormat.Table, CliConsole.Of(output, output, Stream.Null, Terminals.Plain(output, width)));
        string[] lines = output.ToString().Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        Assert.Contains("best accuracy by max_features (down) and max_depth (across)", string.Join(' ', lines.Select(line => line.Trim())), StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("0.9400*", StringComparison.Ordinal));
    }

    private static (string Text, byte[] Bytes) Write(SearchResults results, OutputFormat format)
    {
        using var output = new StringWriter();
        using var bytes = new MemoryStream();
        SearchOutput.Write(results, null, format, CliConsole.Of(output, TextWriter.Null, bytes));
        return (output.ToString(), bytes.ToArray());
    }
}
