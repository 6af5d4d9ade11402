using Grid.Columns;

namespace Grid.Query;

/// <summary>Which columns of its source a question looks at.</summary>
public static class QuestionColumns
{
    /// <summary>Beyond these, looking for the columns would take longer than it saves.</summary>
    private const int Most = 1000;

    /// <summary>
    /// The columns without which a question would fail, or be another one: each is left out in turn, and what is then asked of the
    /// partitions compared.
    /// </summary>
    /// <param name="question">A question that can be bound to the schema.</param>
    /// <param name="schema">The columns of the source.</param>
    /// <returns>The names, in the schema's order; null where all are needed, or there are too many to tell.</returns>
    public static IReadOnlyList<string>? Needed(Question question, Schema schema)
    {
        if (schema.Count > Most)
            return null;
        byte[] whole = FirstScan(question, schema)!;
        string[] needed = [.. schema.Fields.Where(field => !whole.AsSpan().SequenceEqual(FirstScan(question, Without(schema, field)))).Select(field => field.Name)];
        // Rows are counted by some column.
        return needed.Length == schema.Count ? null : needed.Length == 0 ? [schema[0].Name] : needed;
    }

    private static Schema Without(Schema schema, Field field) => new(schema.Fields.Where(other => other != field));

    // Null where the question cannot do without the column.
    private static byte[]? FirstScan(Question question, Schema schema)
    {
        try
        {
            byte[] first = Execution.Start(question, schema).NextScan?.Encode() ?? [];
            // Rows are found by their keys first, and read after that.
            return question is HeadQuestion { IsPlain: false } head ? [.. first, .. Execution.Start(head.Plain, schema).NextScan?.Encode() ?? []] : first;
        }
        catch (QuestionException)
        {
            return null;
        }
    }
}
