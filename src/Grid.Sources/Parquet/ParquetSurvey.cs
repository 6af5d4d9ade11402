using ParquetSharp;

namespace Grid.Sources;

/// <summary>What the footer of a Parquet file says: its columns, and how many rows and bytes its row groups have.</summary>
internal sealed class ParquetSurvey
{
    /// <summary>The columns that can be read.</summary>
    public required IReadOnlyList<ParquetLeaf> Columns { get; init; }

    /// <summary>Rows of each row group.</summary>
    public required IReadOnlyList<long> GroupRows { get; init; }

    /// <summary>Bytes of all columns, in the file and decompressed.</summary>
    public required (long InFile, long Decompressed) Bytes { get; init; }

    /// <summary>Nulls of each column, and bytes that it takes decompressed; nulls are negative where the footer does not say.</summary>
    public required IReadOnlyList<(long Nulls, long Bytes)> Sizes { get; init; }

    /// <summary>The columns that are null throughout, as the footer says.</summary>
    public required IReadOnlyList<string> Unseen { get; init; }

    /// <summary>Between which values a column of integers, days or ticks is; null where the footer does not say, or for others.</summary>
    public required IReadOnlyList<ValueRange?> Ranges { get; init; }

    /// <summary>Nested columns that are left out.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    public long Rows => GroupRows.Sum();

    public static ParquetSurvey Of(ParquetFile file, CsvOptions options)
    {
        var (columns, leftOut) = ParquetSchema.Of(file, options);
        return file.Do("the footer", () =>
        {
            long[] rows = file.GroupRows();
            long inFile = 0;
            var sizes = new (long Nulls, long Bytes)[columns.Count];
            var seen = new bool[columns.Count];
            var ranges = columns.Select(column => new FooterRange(column)).ToArray();
            for (int g = 0; g < rows.Length; g++)
            {
                using var group = file.RowGroup(g);
                for (int i = 0; i < columns.Count; i++)
                {
                    using var chunk = group.MetaData.GetColumnChunkMetaData(columns[i].Index);
                    if (chunk.NumValues != rows[g])
                        throw file.Damaged($"row group {g + 1}, column '{columns[i].Name}'", $"it has {chunk.NumValues:N0} values by the footer, and the row group {rows[g]:N0} rows", columns[i].Name);
                    inFile += Math.Max(0, chunk.TotalCompressedSize);
                    using var statistics = chunk.IsStatsSet ? chunk.Statistics : null;
                    var (nulls, isNull) = Nulls(statistics, rows[g]);
                    ranges[i].Add(statistics, isEmpty: isNull || rows[g] == 0);
                    sizes[i] = (nulls < 0 || sizes[i].Nulls < 0 ? -1 : sizes[i].Nulls + nulls, sizes[i].Bytes + Math.Max(0, chunk.TotalUncompressedSize));
                    seen[i] |= rows[g] > 0 && !isNull;
                }
            }
            return new ParquetSurvey
            {
                Columns = columns,
                GroupRows = rows,
                // No file has more than its own bytes, whatever its footer says.
                Bytes = (Math.Min(inFile, file.Bytes), sizes.Sum(size => size.Bytes)),
                Sizes = sizes,
                Unseen = [.. columns.Where((column, i) => !seen[i] || column.Declared == TablePlan.NullType).Select(column => column.Name)],
                LeftOut = leftOut,
                Ranges = [.. ranges.Select(range => range.Value)],
            };
        });
    }

    // Where there are no statistics, nulls are not known.
    private static (long Nulls, bool IsNull) Nulls(Statistics? statistics, long rows)
    {
        if (statistics is null || statistics.NullCount < 0 || statistics.NullCount > rows)
            return (-1, false);
        return (statistics.NullCount, statistics.NullCount == rows && !statistics.HasMinMax);
    }
}
