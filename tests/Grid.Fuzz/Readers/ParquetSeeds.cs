using ParquetSharp;

namespace Grid.Fuzz.Readers;

/// <summary>Sound Parquet files of every codec and encoding that the native library writes, with both versions of data pages, with and without checksums.</summary>
internal static class ParquetSeeds
{
    private const int Rows = 40;

    private static readonly Encoding[] Encodings = [Encoding.Plain, Encoding.DeltaBinaryPacked, Encoding.DeltaLengthByteArray, Encoding.DeltaByteArray, Encoding.ByteStreamSplit];

    /// <summary>Writes them.</summary>
    /// <param name="folder">Where they are for a moment.</param>
    public static IEnumerable<byte[]> Write(string folder)
    {
        foreach (var codec in (Compression[])[Compression.Uncompressed, Compression.Snappy, Compression.Gzip, Compression.Brotli, Compression.Zstd, Compression.Lz4, Compression.Lz4Hadoop])
            yield return Write(folder, builder => builder.Compression(codec).EnablePageChecksum());
        yield return Write(folder, builder => builder.Compression(Compression.Uncompressed).DataPagesV2());
        yield return Write(folder, builder => builder.Compression(Compression.Zstd).DataPagesV2().EnablePageChecksum().EnableWritePageIndex());
        foreach (var encoding in Encodings)
            yield return Write(folder, builder => Encoded(builder.Compression(Compression.Uncompressed).DisableDictionary().DataPagesV1(), encoding));
        foreach (var encoding in Encodings)
            yield return Write(folder, builder => Encoded(builder.Compression(Compression.Uncompressed).DisableDictionary().DataPagesV2(), encoding));
    }

    private static WriterPropertiesBuilder DataPagesV1(this WriterPropertiesBuilder builder) => builder.Version(ParquetVersion.PARQUET_2_6).DataPagesize(256);

    private static WriterPropertiesBuilder DataPagesV2(this WriterPropertiesBuilder builder) => builder.Version(ParquetVersion.PARQUET_2_6).DataPageVersion(ParquetDataPageVersion.V2).DataPagesize(256);

    private static WriterPropertiesBuilder Encoded(WriterPropertiesBuilder builder, Encoding encoding)
    {
        foreach (string column in encoding switch
        {
            Encoding.DeltaBinaryPacked => (string[])["i", "l"],
            Encoding.DeltaLengthByteArray or Encoding.DeltaByteArray => ["t"],
            Encoding.ByteStreamSplit => ["i", "l", "d", "f"],
            _ => ["i", "l", "d", "f", "t", "b"],
        })
            builder.Encoding(column, encoding);
        return builder;
    }

    private static byte[] Write(string folder, Func<WriterPropertiesBuilder, WriterPropertiesBuilder> set)
    {
        string path = Path.Combine(folder, "sound-native.parquet");
        Column[] columns =
        [
            new Column<int>("i"), new Column<long?>("l"), new Column<double?>("d"), new Column<float>("f"), new Column<string?>("t"), new Column<bool?>("b"),
            new Column<DateTime?>("when", LogicalType.Timestamp(true, TimeUnit.Micros)), new Column<Date>("day"), new Column<decimal?>("cost", LogicalType.Decimal(29, 3)), new Column<byte[]?>("raw"),
        ];
        using (var builder = new WriterPropertiesBuilder())
        {
            using var properties = set(builder).Build();
            using var file = new ParquetFileWriter(path, columns, properties);
            for (int g = 0; g < 2; g++)
            {
                using var group = file.AppendRowGroup();
                Values(group, i => i - 3);
                Values<long?>(group, i => i % 5 == 0 ? null : i * 1_000_003L);
                Values<double?>(group, i => i % 7 == 0 ? null : i / 8.0);
                Values(group, i => i * 0.25f);
                Values(group, i => i % 4 == 0 ? null : $"text {i % 6}");
                Values<bool?>(group, i => i % 3 == 0 ? null : i % 2 == 0);
                Values<DateTime?>(group, i => i % 9 == 0 ? null : DateTime.UnixEpoch.AddSeconds(i));
                Values(group, i => new Date(i));
                Values<decimal?>(group, i => i % 6 == 0 ? null : i / 1000m);
                Values<byte[]?>(group, i => i % 8 == 0 ? null : [(byte)i, 0, 255]);
            }
            file.Close();
        }
        return File.ReadAllBytes(path);
    }

    private static void Values<T>(RowGroupWriter group, Func<int, T> value)
    {
        using var writer = group.NextColumn().LogicalWriter<T>();
        writer.WriteBatch([.. Enumerable.Range(0, Rows).Select(value)]);
    }
}
