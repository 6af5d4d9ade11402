using System.Runtime.InteropServices;
using System.Text;

namespace Grid.Learning;

public sealed partial class TrainingMatrix
{
    // A matrix without weights and kept values is written as before there were any, so that studies of earlier releases know theirs.
    private const int Version = 2, WithMore = 3;

    private bool HasMore => WeightArray is not null || Array.Exists(_raw, raw => raw is not null);

    /// <summary>
    /// Writes the matrix as it travels to a silo: version, target, features, the target (classes and 16 bits a row, or
    /// doubles), then each feature's bins, a byte a row, or two where it has more than 256 bins, as Arrow's buffers have them; at the end, in version 3, the name of the column of the weights (empty for none), these as doubles, and of each feature its values, or none.
    /// </summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(HasMore ? WithMore : Version);
        writer.Write(Target);
        writer.Write((int)Task);
        writer.Write(Features.Count);
        foreach (var feature in Features)
            writer.WriteFeature(feature);
        if (Labels is { } labels)
        {
            writer.WriteLabels(labels);
            writer.WriteArray(Classes);
        }
        else
        {
            writer.WriteArray(Values);
        }
        for (int f = 0; f < _columns.Length; f++)
            writer.Write(_wide[f] is { } wide ? MemoryMarshal.AsBytes(wide.AsSpan()) : _columns[f]);
        if (!HasMore)
            return;
        writer.Write(WeightColumn ?? "");
        writer.WriteArray<double>(WeightArray ?? []);
        foreach (double[]? raw in _raw)
            writer.WriteArray<double>(raw ?? []);
    }

    private static ((string, double[])? Weights, double[]?[] Raw) ReadMore(BinaryReader reader, int rows, int features)
    {
        string column = reader.ReadString();
        double[] weights = reader.ReadArray<double>();
        if (column.Length > 0 && (weights.Length != rows || !Array.TrueForAll(weights, w => w is >= 0 and < double.PositiveInfinity)))
            throw new InvalidDataException("a row has no weight.");
        var raw = new double[]?[features];
        for (int f = 0; f < features; f++)
        {
            raw[f] = reader.ReadArray<double>() is { Length: > 0 } values ? values : null;
            if (raw[f] is { } kept && kept.Length != rows)
                throw new InvalidDataException("a row has no value.");
        }
        return (column.Length > 0 ? (column, weights) : null, raw);
    }

    /// <summary>Reads a matrix that was written.</summary>
    /// <exception cref="LearningException">The bytes are not a matrix, or end early.</exception>
    public static TrainingMatrix Read(Stream stream)
    {
        try
        {
            using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            int version = reader.ReadInt32();
            if (version is not (Version or WithMore))
                throw new InvalidDataException("it is of another version of Grid.");
            string target = reader.ReadString();
            var task = (LearningTask)reader.ReadInt32();
            var features = new Feature[reader.ReadCount()];
            for (int f = 0; f < features.Length; f++)
                features[f] = reader.ReadFeature();
            var labels = task == LearningTask.Classification ? reader.ReadLabels() : null;
            var classes = labels is null ? null : reader.ReadArray<ushort>();
            var values = labels is null ? reader.ReadArray<double>() : null;
            int rows = classes?.Length ?? values!.Length;
            var columns = new byte[features.Length][];
            var wide = new ushort[]?[features.Length];
            for (int f = 0; f < columns.Length; f++)
            {
                if (features[f].IsWide)
                {
                    columns[f] = [];
                    wide[f] = GC.AllocateUninitializedArray<ushort>(rows, pinned: true);
                    stream.ReadExactly(MemoryMarshal.AsBytes(wide[f].AsSpan()));
                    if (features[f].BinCount > ushort.MaxValue + 1 || wide[f].AsSpan().ContainsAnyExceptInRange((ushort)0, (ushort)(features[f].BinCount - 1)))
                        throw new InvalidDataException($"feature '{features[f].Name}' has a bin that it does not have.");
                    continue;
                }
                columns[f] = GC.AllocateUninitializedArray<byte>(rows, pinned: true);
                stream.ReadExactly(columns[f]);
                // A bin that is not there would be counted outside of a histogram.
                if (columns[f].AsSpan().ContainsAnyExceptInRange((byte)0, (byte)(features[f].BinCount - 1)))
                    throw new InvalidDataException($"feature '{features[f].Name}' has a bin that it does not have.");
            }
            if (labels is not null && classes.AsSpan().ContainsAnyExceptInRange((ushort)0, (ushort)(labels.Count - 1)))
                throw new InvalidDataException("a row is of a class that there is not.");
            var (weights, raw) = version == WithMore ? ReadMore(reader, rows, features.Length) : default;
            return new TrainingMatrix(target, features, columns, wide, labels, classes, values, weights, raw);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ArgumentException or OverflowException or FormatException)
        {
            throw new LearningException($"the training matrix cannot be read: {e.Message}", e);
        }
    }
}
