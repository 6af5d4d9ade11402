using ParquetSharp;

namespace Grid.Sources.Tests;

/// <summary>Writes Parquet files by ParquetSharp.</summary>
internal static class ParquetMaker
{
    /// <summary>A column of a file to be written: a type, and the values of each row group.</summary>
    public abstract record Values(ParquetSharp.Column Column)
    {
        public abstract void Write(RowGroupWriter group, int number);
    }

    /// <summary>A column of values of a type.</summary>
    public sealed record Values<T>(ParquetSharp.Column Column, T[][] Groups) : Values(Column)
    {
        public override void Write(RowGroupWriter group, int number)
        {
            using var writer = group.NextColumn().LogicalWriter<T>();
            writer.WriteBatch(Groups[number]);
        }
    }

    /// <summary>A column of one row group.</summary>
    public static Values<T> Of<T>(string name, params T[] values) => Groups(name, null, [values]);

    /// <summary>A column of one row group and a logical type.</summary>
    public static Values<T> Typed<T>(string name, LogicalType? type, params T[] values) => Groups(name, type, [values]);

    /// <summary>A column of several row groups.</summary>
    public static Values<T> Groups<T>(string name, LogicalType? type, T[][] groups) => new(new ParquetSharp.Column<T>(name, type), groups);

    /// <summary>Writes a file.</summary>
    public static string Write(string path, Compression codec, params Values[] columns) => Write(path, codec, null, columns);

    /// <summary>Writes a file with other properties.</summary>
    public static string Write(string path, Compression codec, Action<WriterPropertiesBuilder>? more, params Values[] columns)
    {
        using var builder = new WriterPropertiesBuilder().Compression(codec);
        more?.Invoke(builder);
        using var properties = builder.Build();
        using var file = new ParquetFileWriter(path, [.. columns.Select(column => column.Column)], properties);
        int groups = columns[0].GetType().GetProperty("Groups")!.GetValue(columns[0]) is Array array ? array.Length : 0;
        for (int g = 0; g < groups; g++)
        {
            using var group = file.AppendRowGroup();
            foreach (var column in columns)
                column.Write(group, g);
        }
        file.Close();
        return path;
    }
}
