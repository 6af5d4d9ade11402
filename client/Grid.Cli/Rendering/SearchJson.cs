using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Grid.Learning;

namespace Grid.Cli;

/// <summary>The table of a search as JSON, in a shape that scripts may rely on: figures unrounded, <c>none</c> and what is not defined null.</summary>
internal static class SearchJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The table as one line of JSON.</summary>
    public static string Of(SearchResults results, Evaluation? test = null)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            if (results.Best is { } best)
            {
                json.WriteStartObject("best");
                Figure(json, "score", best.MeanTestScore);
                Parameters(json, best.Candidate);
                json.WriteString("scoring", results.Scoring.Name);
                json.WriteEndObject();
            }
            else
            {
                json.WriteNull("best");
            }
            if (test is not null)
                Test(json, test);
            json.WriteStartArray("candidates");
            foreach (var row in results.Candidates)
                Row(json, row);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void Test(Utf8JsonWriter json, Evaluation test)
    {
        json.WriteStartObject("test");
        json.WriteNumber("rows", test.Rows);
        json.WriteStartObject("scores");
        foreach (var score in test.Scores)
            Figure(json, score.Scoring.Name, score.Value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Row(Utf8JsonWriter json, CandidateScore row)
    {
        json.WriteStartObject();
        if (row.Iteration is { } round)
        {
            json.WriteNumber("iter", round);
            json.WriteNumber("n_resources", row.Resources!.Value);
        }
        Parameters(json, row.Candidate);
        Scores(json, row.Scores[0], "score");
        for (int s = 0; row.Scores.Count > 1 && s < row.Scores.Count; s++)
            Scores(json, row.Scores[s], row.Scores[s].Scoring.Name);
        Figure(json, "mean_fit_time", row.MeanFitTime);
        json.WriteEndObject();
    }

    private static void Scores(Utf8JsonWriter json, ScoreSummary scores, string name)
    {
        Figure(json, $"mean_test_{name}", scores.MeanTestScore);
        Figure(json, $"std_test_{name}", scores.StdTestScore);
        json.WriteNumber($"rank_test_{name}", scores.RankTestScore);
        json.WriteStartArray(name == "score" ? "split_test_scores" : $"split_test_{name}");
        foreach (double score in scores.SplitTestScores)
            Figure(json, null, score);
        json.WriteEndArray();
        if (scores.Fault is not null)
            json.WriteString(name == "score" ? "fault" : $"fault_{name}", scores.Fault);
    }

    private static void Parameters(Utf8JsonWriter json, Candidate candidate)
    {
        json.WriteStartObject("params");
        foreach (var (name, value) in candidate.Settings)
        {
            json.WritePropertyName(name);
            switch (value.Value)
            {
                case bool b:
                    json.WriteBooleanValue(b);
                    break;
                case long n:
                    json.WriteNumberValue(n);
                    break;
                case double d:
                    json.WriteNumberValue(d);
                    break;
                case string word:
                    json.WriteStringValue(word);
                    break;
                default:
                    json.WriteNullValue();
                    break;
            }
        }
        json.WriteEndObject();
    }

    private static void Figure(Utf8JsonWriter json, string? name, double value)
    {
        if (name is not null)
            json.WritePropertyName(name);
        if (double.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteNullValue();
    }
}
