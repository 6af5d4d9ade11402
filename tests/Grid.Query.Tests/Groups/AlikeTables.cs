using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Partitions that have the same, many groups.</summary>
internal static class AlikeTables
{
    private const int Groups = 23_000;

    /// <summary>Tables, some texts of which lie in dictionaries here, and not there.</summary>
    public static PartitionTable[] Of(Random random, int count)
    {
        var schema = new Schema(
        [
            new Field("whole", DataType.Int64), new Field("brief", DataType.Utf8), new Field("words", DataType.Utf8), new Field("moment", DataType.Date32), new Field("some", DataType.Float64),
            new Field("few", DataType.Int64), new Field("n", DataType.Int64), new Field("x", DataType.Float64), new Field("t", DataType.Utf8),
        ]);
        double[] odd = [double.NaN, double.PositiveInfinity, 1e300, -1e-300, 0.0, -0.0];
        var tables = new PartitionTable[count];
        for (int table = 0; table < count; table++)
        {
            int rows = GroupSample.LeastRows + random.Next(500);
            int[] groups = [.. Enumerable.Range(0, rows).Select(_ => random.Next(Groups))];
            Column Words(string head, int table, bool nulls = false)
            {
                string? Word(int group) => nulls && group % 40 == 0 ? null : $"{head}{group}";
                return table % 3 == 1 ? Coded(groups, Word) : ColumnFactory.Utf8([.. groups.Select(Word)]);
            }
            tables[table] = new PartitionTable(schema, [RecordBatch.From(
                ("whole", ColumnFactory.Primitive<long>(DataType.Int64, [.. groups.Select(g => (g * 7919L) - 100_000)])),
                ("brief", Words("id", table)),
                ("words", Words("a longer text of group ", table, nulls: true)),
                ("moment", ColumnFactory.Primitive<int>(DataType.Date32, [.. groups])),
                ("some", ColumnFactory.Float64([.. groups.Select(g => g % 10 == 0 ? null : (double?)(g / 4.0))])),
                ("few", ColumnFactory.Primitive<long>(DataType.Int64, [.. groups.Select(g => g % 5L)])),
                ("n", ColumnFactory.Primitive<long>(DataType.Int64, [.. groups.Select(_ => random.Next(200) == 0 ? random.NextInt64() / 16 : random.Next(-5, 6))])),
                ("x", ColumnFactory.Float64([.. groups.Select(_ => random.Next(30) == 0 ? null : (double?)(random.Next(500) == 0 ? odd[random.Next(odd.Length)] : Math.Round(random.NextDouble() * 100, 6)))])),
                ("t", ColumnFactory.Utf8([.. groups.Select(g => g % 3 == 0 ? null : "t")])))], table * 50_000L);
        }
        return tables;
    }

    /// <summary>The same tables, whose texts are numbered once for all of them.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="most">Bytes that there are for numbers.</param>
    public static PartitionTable[] Numbered(PartitionTable[] tables, long most = long.MaxValue)
    {
        long taken = 0;
        var gate = new Lock();
        var texts = new DatasetTexts(gate, bytes =>
        {
            if (bytes > most - taken)
                return false;
            taken += bytes;
            return true;
        });
        return Array.ConvertAll(tables, table => new PartitionTable(table.Schema, table.Batches, table.FirstRow) { Texts = texts });
    }

    private static DictionaryColumn Coded(int[] groups, Func<int, string?> text)
    {
        string?[] texts = [.. groups.Select(text)];
        string[] distinct = [.. texts.OfType<string>().Distinct()];
        var codeOf = distinct.Index().ToDictionary(d => d.Item, d => d.Index);
        var codes = ColumnFactory.Primitive<int>(DataType.Int32, [.. texts.Select(t => t is null ? null : (int?)codeOf[t])]);
        return new DictionaryColumn(codes, ColumnFactory.Utf8(distinct), false, false);
    }
}
